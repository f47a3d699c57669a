import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "handrail-start-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Notes every file that is loaded, and prints the list at the end. */
const counting = `
import { registerHooks } from "node:module";
const files = [];
registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });
process.on("exit", () => process.stderr.write(JSON.stringify(files)));
`;

it("loads commander and the definitions of the commands for the help, and nothing else", () => {
  const hooks = join(folder, "counting.mjs");
  writeFileSync(hooks, counting);
  const bin = join(import.meta.dirname, "../../bin/handrail.js");
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", hooks, bin, "--help"],
    {
      ...{ env, encoding: "utf8" },
    },
  );
  expect(status).toBe(0);
  expect(stdout).toContain("diagnose");
  const files = (JSON.parse(stderr) as readonly string[]).filter((url) => url.startsWith("file:"));
  const foreign = files.filter((url) => /node_modules\/(?!commander\/)/.test(url));
  expect(foreign).toEqual([]);
  expect(files.length).toBeLessThan(50);
});
