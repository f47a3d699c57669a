import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { folders } from "../store/folder.ts";

const demo = join(import.meta.dirname, "../../lab/demo.ts");
const folder = folders();

it("walks the runbook from /runbook to the posted postmortem and leaves nothing behind", {
  timeout: 600_000,
}, async () => {
  const TMPDIR = folder();
  const { stdout } = await promisify(execFile)(process.execPath, [demo, "--auto"], {
    timeout: 590_000,
    env: { ...process.env, TMPDIR },
  });
  expect(stdout).toContain("Ana types: /runbook alb-502-keepalive");
  expect(stdout).toMatch(/^# .*ALB returns intermittent 502s/m);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("resolved");
  expect(await leftIn(TMPDIR)).toEqual([]);
});

const leftIn = async (path: string) =>
  (await readdir(path)).filter((name) => name.startsWith("handrail-"));
