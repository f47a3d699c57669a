import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Flow, go, markdownOutline, mermaidDiagram } from "#flow";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { small } from "../language/flows.ts";
import { signatures } from "../probes.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-flows-"));
  await mkdir(join(folder, "retired"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, flow: Flow) =>
  writeFile(join(folder, name), `export default ${JSON.stringify(flow)};`);
const draw = (name: string, flow: Flow) => writeFile(join(folder, name), mermaidDiagram(flow));

const reworded: Flow = { ...small, title: "Reworded" };
const changed: Flow = { ...small, steps: { ...small.steps, ask: { ...asking(), skip: "no" } } };

function asking() {
  return { title: "Ask", say: "Ask.", choices: { no: go("fix", "No") } };
}

async function checked(): Promise<string> {
  const lines: string[] = [];
  const config = () => readCommonConfig({ AWS_REGION: "eu-west-1", HANDRAIL_FLOWS: folder });
  const program = createProgram({ out: (line) => void lines.push(line), config }, "0", []);
  await program.parseAsync(["flows", "check"], { from: "user" });
  return lines.join("\n");
}

describe("a folder of flows", () => {
  it("is loaded without the files that are broken, which are named", async () => {
    await put("small.mjs", small);
    await writeFile(join(folder, "typo.mjs"), "export default {{;");
    await writeFile(join(folder, "words.mjs"), "export default 'a runbook';");
    const { flows, broken } = await loadCatalogue(folder);
    expect(flows.map(({ id }) => id)).toContain("small");
    expect(broken).toMatchObject([
      { name: join(folder, "typo.mjs"), problems: [expect.stringContaining("cannot be loaded")] },
      { name: join(folder, "words.mjs"), problems: [expect.stringContaining("no flow")] },
    ]);
  });

  it("that cannot be read keeps nobody from the flows that ship", async () => {
    const { flows, broken } = await loadCatalogue(join(folder, "nowhere"));
    expect(flows.length).toBeGreaterThan(0);
    expect(broken).toMatchObject([{ name: join(folder, "nowhere") }]);
  });

  it("keeps retired versions for open runs", async () => {
    await put("small.mjs", { ...small, version: 2 });
    await put("retired/small-1.mjs", small);
    const catalogue = await loadCatalogue(folder);
    expect(catalogue.gone("small", 1)).toBeUndefined();
    expect(catalogue.find("small").version).toBe(2);
  });
});

describe("handrail flows check", () => {
  it("counts what can be walked", async () => {
    await put("small.mjs", small);
    expect(await checked()).toMatch(/^(1 runbook|\d+ runbooks) can be walked\.$/);
  });

  it("fails when a flow is broken, with every problem", async () => {
    await put("small.mjs", { ...small, start: "nowhere" });
    await expect(checked()).rejects.toThrow(/small@1:\n.*"nowhere" is neither a step nor an end/);
  });

  it("takes a committed drawing as the lock on its version's structure", async () => {
    await draw("small@1.mmd", small);
    await put("small.mjs", reworded);
    await expect(checked()).resolves.toContain("can be walked");
  });

  it("says to raise the version when the structure is not that of its drawing", async () => {
    await draw("small@1.mmd", small);
    await put("small.mjs", changed);
    await expect(checked()).rejects.toThrow(/raise the version and retire the old file/);
  });

  it("is content with a raised version once the old file is retired", async () => {
    await draw("small@1.mmd", small);
    await put("small.mjs", { ...changed, version: 2 });
    await expect(checked()).rejects.toThrow(/keep its file in retired/);
    await put("retired/small-1.mjs", small);
    await expect(checked()).resolves.toContain("can be walked");
  });
});

it("handrail flows list names what cannot be walked, and why", async () => {
  await put("small.mjs", { ...small, start: "nowhere" });
  const lines: string[] = [];
  const config = async () => readCommonConfig({ AWS_REGION: "eu-west-1", HANDRAIL_FLOWS: folder });
  const program = createProgram({ out: (line) => void lines.push(line), config }, "0", []);
  await program.parseAsync(["flows", "list"], { from: "user" });
  expect(lines[0]).toContain("alb-502-keepalive@");
  expect(lines.at(-1)).toMatch(
    /^Cannot be walked: small@1:\n.*"nowhere" is neither a step nor an end/,
  );
});

describe("handrail flows draw and show", () => {
  const printed = async (command: string) => {
    const lines: string[] = [];
    const config = (region?: string) =>
      readCommonConfig({ HANDRAIL_REGIONS: region, HANDRAIL_FLOWS: folder });
    const program = createProgram({ out: (line) => void lines.push(`${line}\n`), config }, "0", []);
    await program.parseAsync(["flows", command, "small"], { from: "user" });
    return lines.join("");
  };

  it("print what is to be committed, byte for byte, where nothing is configured", async () => {
    await put("small.mjs", small);
    expect(await printed("draw")).toBe(mermaidDiagram(small));
    expect(await printed("show")).toBe(markdownOutline(small, signatures));
  });
});
