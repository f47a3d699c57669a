import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const checkout = join(import.meta.dirname, "..");

/** A file of each layer, what it may import, and what it must not: the table of ARCHITECTURE.md as biome.json reads it. */
const layers: Record<string, { may: string[]; mustNot: string[] }> = {
  "flows/walk.ts": {
    may: ["#flow"],
    mustNot: ["../src/language/flow.ts", "../src/run/run.ts", "xstate", "node:fs"],
  },
  "src/language/check.ts": {
    may: ["./flow.ts"],
    mustNot: ["xstate", "node:fs", "../engine/run.ts", "../config.ts"],
  },
  "src/language/machine.ts": { may: ["xstate", "./flow.ts"], mustNot: ["../engine/run.ts"] },
  "src/engine/worker/worker.ts": {
    may: ["#flow", "../flow/machine.ts", "./ports.ts"],
    mustNot: ["xstate", "../slack/ids.ts", "../store/rows.ts", "kysely", "../../lab/demo.ts"],
  },
  "src/run/transitions.ts": { may: ["xstate", "#flow"], mustNot: ["@slack/bolt"] },
  "src/postmortem/cause.ts": {
    may: ["../run.ts", "../../flow/outline.ts"],
    mustNot: ["xstate", "../../slack/ids.ts", "../../config.ts"],
  },
  "src/keepalive/gaps.ts": {
    may: ["./links.ts"],
    mustNot: ["#flow", "node:fs", "../probes/alb/pattern.ts"],
  },
  "src/keepalive/read/nginx.ts": {
    may: ["../links.ts", "./formats/tree.ts"],
    mustNot: ["#flow", "../../config.ts", "yaml"],
  },
  "src/alb/configurations/proxies/nginx.ts": {
    may: ["../found.ts", "../formats/tree.ts", "../../servers.ts"],
    mustNot: ["#flow", "node:fs", "yaml", "../../../config.ts", "../../../probes/account.ts"],
  },
  "src/alb/configurations/formats/tree.ts": {
    may: ["../found.ts", "./position.ts", "saxes", "toml-eslint-parser", "yaml"],
    mustNot: ["#flow", "node:fs", "zod", "../../servers.ts", "../../../config.ts"],
  },
  "src/aws/metrics.ts": {
    may: ["#flow", "../../keepalive/links.ts", "../../engine/ports.ts", "../account.ts"],
    mustNot: ["../../engine/engine.ts", "../../slack/ids.ts", "kysely", "../../config.ts"],
  },
  "src/alb/access-logs/session.ts": {
    may: ["@duckdb/node-api", "../../keepalive/gaps/scan.ts", "../aws/account.ts"],
    mustNot: ["kysely", "../../cli/logs.ts", "../../../lab/logs/line.ts"],
  },
  "src/probes/account.ts": {
    may: ["@aws-sdk/client-sts", "node:fs/promises", "../keepalive/links.ts"],
    mustNot: ["../store/rows.ts", "./aws/../../slack/ids.ts", "@slack/web-api"],
  },
  "src/slack/messages/thread/card.ts": {
    may: ["../ids.ts", "#flow", "../../engine/run.ts", "@slack/types"],
    mustNot: ["../../store/rows.ts", "../../probes/account.ts", "@aws-sdk/client-sts"],
  },
  "src/slack/messages/forms/skip.ts": {
    may: ["../card.ts", "../../ids.ts", "../../../engine/act.ts"],
    mustNot: ["../../../store/rows.ts", "../../../config.ts", "../../../../lab/demo.ts"],
  },
  "src/slack/app.ts": {
    may: ["./messages/card.ts", "../engine/engine.ts", "@slack/bolt", "node:crypto"],
    mustNot: ["../store/rows.ts", "../config.ts", "../../lab/demo.ts", "xstate"],
  },
  "src/slack/transport/socket/connection.ts": {
    may: ["ws", "../receiver.ts"],
    mustNot: ["../../engine/engine.ts", "undici", "../../store/rows.ts"],
  },
  "src/slack/transport/socket/socket-pair.ts": {
    may: ["./connection.ts", "../../engine/ports.ts", "@slack/web-api"],
    mustNot: ["ws", "../../config.ts"],
  },
  "src/pictures/path.ts": {
    may: ["./svg.ts", "../engine/drawing.ts", "@resvg/resvg-js", "node:module"],
    mustNot: ["#flow", "../engine/run.ts", "../slack/ids.ts", "../keepalive/links.ts", "echarts"],
  },
  "src/health/check.ts": {
    may: ["../engine/ports.ts", "./registry.ts", "node:http"],
    mustNot: ["../slack/app.ts", "../store/rows.ts", "../config.ts", "../../lab/demo.ts"],
  },
  "src/store/rows.ts": {
    may: [
      "../engine/ports.ts",
      "../engine/errors.ts",
      "kysely",
      "kysely/migration",
      "pg",
      "node:sqlite",
    ],
    mustNot: ["../engine/engine.ts", "../slack/ids.ts", "@slack/types", "../flow/machine.ts"],
  },
  "src/store/sqlite/dialect.ts": {
    may: ["../rows.ts", "kysely", "../../engine/errors.ts"],
    mustNot: ["../../engine/worker.ts", "../../config.ts", "../../slack/ids.ts"],
  },
  "src/main.ts": {
    may: ["./slack/app.ts", "../flows/index.ts", "./store/rows.ts"],
    mustNot: ["../lab/demo.ts", "../test/walk.ts"],
  },
  "src/config/database.ts": { may: ["zod", "../store/open.ts"], mustNot: ["../../lab/demo.ts"] },
  "src/cli/program.ts": {
    may: ["commander", "../engine/worker.ts", "../probes/account.ts"],
    mustNot: ["../../lab/demo.ts"],
  },
  "src/alb/commands/logs/report.ts": {
    may: ["../terminal.ts", "../../probes/logs/read.ts", "../../keepalive/wording.ts"],
    mustNot: ["../../../lab/logs/line.ts", "../../../test/walk.ts"],
  },
  "lab/alb/pool.ts": {
    may: ["ws", "../demo.ts"],
    mustNot: ["../../src/config/config.ts", "../../flows/index.ts", "#flow"],
  },
};

let folder: string;
let complaints: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-layers-"));
  await copyFile(join(checkout, "biome.json"), join(folder, "biome.json"));
  for (const [file, { may, mustNot }] of Object.entries(layers)) {
    await write(file, [...may, ...mustNot].map((from) => `import "${from}";`).join("\n"));
  }
  await write("src/flow/own.ts", "export default 1;");
  await write("flows/own.ts", "export default 1;");
  await write("src/store/ring-a.ts", 'import { b } from "./ring-b.ts";\nexport const a = () => b;');
  await write("src/store/ring-b.ts", 'import { a } from "./ring-a.ts";\nexport const b = () => a;');
  await write("src/store/long.ts", "export {};\n".repeat(251));
  complaints = await lint();
});

afterAll(() => rm(folder, { recursive: true }));

describe("the linter", () => {
  it.each(Object.entries(layers))("keeps %s to its layer", (file, { may, mustNot }) => {
    const lines = mustNot.map(
      (_, index) => `noRestrictedImports ${file}:${may.length + index + 1}`,
    );
    const found = complaints.filter((line) => line.startsWith(`noRestrictedImports ${file}:`));
    expect(found.sort()).toEqual(lines.sort());
  });

  it("refuses default exports outside of flows", () => {
    expect(complaints).toContain("noDefaultExport src/flow/own.ts:1");
    expect(complaints).not.toContain("noDefaultExport flows/own.ts:1");
  });

  it("refuses import cycles", () => {
    expect(complaints).toContain("noImportCycles src/store/ring-a.ts:1");
  });

  it("refuses files over 250 lines", () => {
    expect(complaints).toContain("noExcessiveLinesPerFile src/store/long.ts:1");
  });
});

it("knows every layer and depth of src", async () => {
  const known = new Set(Object.keys(layers).map(layerAndDepth));
  const tree = await readdir(join(checkout, "src"), { recursive: true, withFileTypes: true });
  for (const entry of tree.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(checkout, path);
    expect(known, file).toContain(layerAndDepth(file));
    // The linter does not see types taken with import("…").
    if (dirname(file) !== "src") expect(await readFile(path, "utf8")).not.toMatch(/\bimport\(/);
  }
});

function layerAndDepth(file: string) {
  const folders = dirname(file).split("/");
  return `${folders.slice(0, 2).join("/")} at depth ${folders.length}`;
}

async function write(file: string, text: string) {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

/** Everything the linter says about the folder, each as "rule file:line". */
async function lint(): Promise<readonly string[]> {
  const output = await promisify(execFile)(
    join(checkout, "node_modules/.bin/biome"),
    ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=github", "."],
    { cwd: folder },
  ).catch((failed: { stdout: string }) => failed);
  const complaint = /title=lint\/\w+\/(?<rule>\w+),file=(?<file>[^,]+),line=(?<line>\d+)/g;
  return [...output.stdout.matchAll(complaint)].map(
    ({ groups }) => `${groups?.rule} ${relative(folder, groups?.file ?? "")}:${groups?.line}`,
  );
}
