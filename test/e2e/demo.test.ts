import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const demo = join(import.meta.dirname, "../../lab/demo.ts");
const folders = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("handrail-practice-"));

it("walks the runbook from /runbook to the posted postmortem and leaves nothing behind", {
  timeout: 300_000,
}, async () => {
  const before = await folders();
  const { stdout } = await promisify(execFile)(process.execPath, [demo, "--auto"], {
    timeout: 290_000,
  });
  expect(stdout).toContain("Ana types: /runbook alb-502-keepalive");
  expect(stdout).toMatch(/^# .*ALB returns intermittent 502s/m);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("resolved");
  expect(await folders()).toEqual(before);
});
