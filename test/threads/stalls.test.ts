import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const holding = (ms: number, endAfterMs: number) =>
  run(process.execPath, [join(import.meta.dirname, "stalled.ts"), `${ms}`, `${endAfterMs}`]);
const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line): object => JSON.parse(line));

test("a process whose event loop is held for too long says so and is ended", async () => {
  const ended = await holding(600_000, 2_000).catch((error: unknown) => error);
  expect(ended).toMatchObject({ signal: "SIGKILL", stderr: expect.any(String) });
  expect(lines((ended as { stderr: string }).stderr).slice(-2)).toEqual([
    { at: expect.any(String), level: "warn", says: expect.stringContaining("for 0.4 s") },
    { at: expect.any(String), level: "error", says: expect.stringContaining("for 2 s") },
  ]);
});

test("a process whose event loop was held goes on and knows for how long", async () => {
  const { stdout, stderr } = await holding(1_000, 60_000);
  const { ms, at } = JSON.parse(stdout);
  expect(ms).toBeGreaterThan(700);
  expect(at).toBeGreaterThan(0);
  expect(lines(stderr)[0]).toMatchObject({ level: "warn" });
});
