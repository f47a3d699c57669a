import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { ofThisMachine } from "../../lab/bot.ts";
import { folders } from "../store/folder.ts";

const folder = folders();
const bin = join(import.meta.dirname, "../../bin/handrail.js");
const example = join(import.meta.dirname, "../../docs/examples/sqs-backlog.yaml");

/** Runs a command in this folder; whoever waits for a pipe is ended, and has no status. */
function handrail(cwd: string, command: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...command.split(" ")], {
    ...{ cwd, encoding: "utf8", timeout: 30_000, killSignal: "SIGKILL" },
    env: { ...ofThisMachine(), ...env },
  });
  return { status, said: stdout + stderr };
}

/** What may stand where a file is named, each under its name. */
function oddFiles(): string {
  const at = folder();
  execFileSync("mkfifo", [join(at, "pipe")]);
  mkdirSync(join(at, "folder"));
  symlinkSync("/dev/zero", join(at, "endless"));
  writeFileSync(join(at, "utf16"), Buffer.from("\ufeffa: 1\n", "utf16le"));
  writeFileSync(join(at, "large"), "");
  truncateSync(join(at, "large"), 3_000_000_000);
  return at;
}

it.each([
  ["HANDRAIL_SETTINGS", "flows list"],
  ["HANDRAIL_POSTMORTEM_TEMPLATE", "postmortem --check"],
])(
  "%s that is no file, endless or in other letters is a sentence at once",
  (setting, command) => {
    const at = oddFiles();
    for (const [name, says] of [
      ["pipe", "pipe cannot be read (it is no file)"],
      ["folder", "folder cannot be read (it is no file)"],
      ["endless", "endless cannot be read (it is no file)"],
      ["large", "large cannot be read (it is larger than 2 MB)"],
      ["utf16", "save it as UTF-8"],
    ] as const) {
      const { status, said } = handrail(at, command, { [setting]: name });
      expect(said).toContain(says);
      expect(status).toBe(1);
    }
  },
  300_000,
);

it("a folder of runbooks names what it cannot read, and a .env and a database are files", () => {
  const at = oddFiles();
  const flows = join(at, "folder");
  symlinkSync("../large", join(flows, "one.yaml"));
  symlinkSync("../large", join(flows, "two.json"));
  copyFileSync(example, join(flows, "sqs-backlog.yaml"));
  symlinkSync("../utf16", join(flows, "sqs-backlog.test.yaml"));
  expect(handrail(at, "flows list", { HANDRAIL_FLOWS: flows }).said).toContain(
    "one.yaml:\n  It cannot be loaded: it is larger than 2 MB.",
  );
  expect(handrail(at, "flows test sqs-backlog", { HANDRAIL_FLOWS: flows }).said).toContain(
    "sqs-backlog.test.yaml:1: It cannot be read",
  );
  for (const name of ["pipe", "folder"])
    expect(handrail(at, "runs list", { HANDRAIL_DATABASE: name })).toEqual({
      status: 1,
      said: `${name} is no file: name the file in which the database is, or is to be.\n`,
    });
  execFileSync("mkfifo", [join(at, ".env")]);
  expect(handrail(at, "flows list")).toEqual({
    status: 1,
    said: ".env in this folder cannot be read: it is no file.\n",
  });
}, 300_000);

it("a page to import and a configuration to read are files, and nobody waits for another", () => {
  const at = oddFiles();
  for (const [name, says] of [
    ["pipe", "pipe cannot be read (it is no file): name a file."],
    ["endless", "endless cannot be read (it is no file): name a file."],
    ["large", "large cannot be read (it is larger than 2 MB): name a file."],
    ["utf16", "save it as UTF-8"],
  ] as const) {
    const { status, said } = handrail(at, `flows import ${name}`);
    expect(said).toContain(says);
    expect(status).toBe(1);
  }
  for (const name of ["pipe", "endless", "folder"])
    expect(handrail(at, `keepalive read ${name}`)).toEqual({
      status: 1,
      said: `${name} is no file. Name files, or - for standard input.\n`,
    });
}, 300_000);

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends a reading of logs, and nothing of them is left on the disk",
  async (signal) => {
    const TMPDIR = folder();
    const child = spawn(process.execPath, [bin, "logs", "-"], {
      env: { ...ofThisMachine(), TMPDIR },
      stdio: ["pipe", "ignore", "pipe"],
    });
    const said = text(child.stderr);
    const ended = once(child, "exit");
    // What was piped in so far lies in a folder; the rest never comes.
    child.stdin.write("a line\n");
    await expect.poll(() => readdirSync(TMPDIR), { timeout: 20_000 }).not.toEqual([]);
    child.kill(signal);
    expect(await ended).toEqual([1, null]);
    expect(await said).toBe("Stopped; nothing was kept.\n");
    expect(readdirSync(TMPDIR)).toEqual([]);
  },
  60_000,
);

it("a temporary folder that cannot be written is said to be, where logs are read", () => {
  const at = folder();
  writeFileSync(join(at, "a.log"), "a line\n");
  // Nothing can be made there, whoever asks.
  const { status, said } = handrail(at, "logs a.log", { TMPDIR: "/proc/self/fdinfo" });
  expect(said).toMatch(/The temporary folder .* cannot be written, .* name another .* TMPDIR/);
  expect(status).toBe(1);
}, 60_000);

it("an address of PostgreSQL in the wrong setting is not repeated with its password", () => {
  const url = "postgres://shop:hunter22@db.example/shop";
  const { status, said } = handrail(folder(), "runs list", { HANDRAIL_DATABASE: url });
  expect(status).toBe(1);
  expect(said).toContain("an address of PostgreSQL stands in DATABASE_URL");
  expect(said).not.toContain("hunter22");
}, 60_000);

it("a check that a runbook's module never lets end is no success", () => {
  const at = folder();
  writeFileSync(join(at, "waits.mjs"), "await new Promise(() => {});");
  const { status, said } = handrail(at, "flows check", { HANDRAIL_FLOWS: at });
  expect(said).toBe(
    "It ended in the midst: something waits for what never comes, perhaps a runbook's module.\n",
  );
  expect(status).toBe(1);
}, 60_000);

it("a run that is not there is said to be, also where its events would be listed", () => {
  const at = folder();
  const { status, said } = handrail(at, "runs redact nope");
  expect(said).toMatch(/There is no /);
  expect(status).toBe(1);
}, 60_000);
