import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readFlow } from "../../../lab/training/handrail.ts";

let folder: string;
const { HANDRAIL_FLOWS: before } = process.env;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-training-"));
});
afterEach(async () => {
  if (before === undefined) delete process.env.HANDRAIL_FLOWS;
  else process.env.HANDRAIL_FLOWS = before;
  await rm(folder, { recursive: true });
});

it("reads a runbook of one's own folder, so that it can be practised", async () => {
  const example = join(import.meta.dirname, "../../../docs/examples/sqs-backlog.yaml");
  await copyFile(example, join(folder, "sqs-backlog.yaml"));
  process.env.HANDRAIL_FLOWS = folder;
  const { steps } = await readFlow(folder, "sqs-backlog");
  expect(steps.backlog?.title).toBe("How old is the oldest message?");
});
