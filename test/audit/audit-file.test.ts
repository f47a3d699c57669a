import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { openAuditFile } from "../../src/audit/audit-file.ts";
import { silent } from "../engine/parts.ts";
import { eventually } from "../eventually.ts";
import { folders } from "../store/folder.ts";

const folder = folders();
const parts = { clock: () => 0, log: silent, againMs: 5 };

it("waits for nobody who would read a pipe, and writes once somebody does", async () => {
  const path = join(folder(), "audit.pipe");
  execFileSync("mkfifo", [path]);
  const audit = openAuditFile({ path, ...parts });
  audit.write("one\n");
  const reader = spawn("head", ["-n", "1", path], { stdio: ["ignore", "pipe", "ignore"] });
  const [said] = await once(reader.stdout, "data");
  expect(String(said)).toBe("one\n");
  await audit.close();
});

it("appends, and a new file is its owner's alone", async () => {
  const path = join(folder(), "audit.jsonl");
  for (const line of ["one\n", "two\n"]) {
    const audit = openAuditFile({ path, ...parts });
    audit.write(line);
    await audit.close();
  }
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("keeps the rights that whoever rotates it gave the file", () => {
  const path = join(folder(), "audit.jsonl");
  const audit = openAuditFile({ path, ...parts });
  audit.write("one\n");
  chmodSync(path, 0o640);
  audit.write("two\n");
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

it("writes on into a new file when the old one is moved away", () => {
  const path = join(folder(), "audit.jsonl");
  const audit = openAuditFile({ path, ...parts });
  audit.write("one\n");
  renameSync(path, `${path}.1`);
  audit.write("two\n");
  expect(readFileSync(`${path}.1`, "utf8")).toBe("one\n");
  expect(readFileSync(path, "utf8")).toBe("two\n");
});

it("keeps lines while nothing can be written, says so once, and writes them in order after", async () => {
  const at = folder();
  const path = join(at, "audit.jsonl");
  // A folder in its place stands for whatever keeps a file from being opened.
  mkdirSync(path);
  const error = vi.fn();
  const info = vi.fn();
  const audit = openAuditFile({ path, ...parts, log: { ...silent, error, info } });
  audit.write("one\n");
  audit.write("two\n");
  expect(error).toHaveBeenCalledTimes(1);
  rmdirSync(path);
  await eventually(() => expect(existsSync(path)).toBe(true));
  audit.write("three\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\nthree\n");
  expect(info).toHaveBeenCalledTimes(1);
  await audit.close();
});

it("begins on a line of its own where a process ended within one", async () => {
  const path = join(folder(), "audit.jsonl");
  writeFileSync(path, '{"cut');
  const audit = openAuditFile({ path, ...parts });
  audit.write("one\n");
  audit.write("two\n");
  await audit.close();
  expect(readFileSync(path, "utf8")).toBe('{"cut\none\ntwo\n');
});

it.each([
  ["within a line", 6, "one\ntw\nthree\n"],
  ["at the end of one", 4, "one\nthree\n"],
  ["to nothing", 0, "three\n"],
])("writes whole lines into a file that is cut %s", (_where, left, text) => {
  const path = join(folder(), "audit.jsonl");
  const audit = openAuditFile({ path, ...parts });
  audit.write("one\n");
  audit.write("two\n");
  truncateSync(path, left);
  audit.write("three\n");
  expect(readFileSync(path, "utf8")).toBe(text);
});
