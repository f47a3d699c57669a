import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "handrail-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Notes every file that is loaded, and prints the list at the end. */
const counting = `
import { registerHooks } from "node:module";
const files = [];
registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });
process.on("exit", () => process.stderr.write(JSON.stringify(files)));
`;

it("loads commander and the definitions of the commands for the help, and nothing else", () => {
  const { status, stdout, files } = loadedBy("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("diagnose");
  const foreign = files.filter((url) => /node_modules\/(?!commander\/)/.test(url));
  expect(foreign).toEqual([]);
  expect(files.length).toBeLessThan(50);
});

it("starts the bot without the web framework, OAuth and sockets that Bolt would bring along", () => {
  const { files } = loadedBy("start");
  expect(files.filter((url) => url.endsWith("/@slack/bolt/dist/App.js"))).toHaveLength(1);
  const foreign = /node_modules\/(express|undici|@slack\/(oauth|socket-mode))\//;
  expect(files.filter((url) => foreign.test(url))).toEqual([]);
});

/** Runs Handrail without settings, and gives the files that it loaded. */
function loadedBy(command: string) {
  const hooks = join(folder, "counting.mjs");
  writeFileSync(hooks, counting);
  const bin = join(import.meta.dirname, "../../bin/handrail.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", hooks, bin, command],
    {
      ...{ cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH, HOME: folder } },
    },
  );
  const loaded: readonly string[] = JSON.parse(stderr.split("\n").at(-1) ?? "");
  return { status, stdout, files: loaded.filter((url) => url.startsWith("file:")) };
}
