import { expect, it } from "vitest";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { known } from "../../src/load-catalogue.ts";
import { flowsIn } from "../../src/notation/flow-folder.ts";
import { readCases } from "../../src/rehearsal/cases.ts";
import { recordCase } from "../../src/rehearsal/record-case.ts";
import { walkCase } from "../../src/rehearsal/walk-case.ts";
import { fold } from "../../src/run/fold.ts";
import { walkedOnce } from "./walked.ts";
import { rehearsal } from "./world.ts";

it("what is recorded of a run walks the same way again", async () => {
  await using here = await rehearsal();
  const { flows } = await flowsIn(here.folder);
  const catalogue = createCatalogue(known, flows);
  const flow = catalogue.find("sqs-backlog");
  const run = await walkedOnce(catalogue, flow);
  const text = recordCase(flow, run);
  expect(text).toMatch(/^# Walked with sqs-backlog@1\./);
  const read = readCases("recorded.test.yaml", text);
  if (read.kind !== "read") throw new Error(read.problems.join("\n"));
  const [recorded] = Object.values(read.cases.cases);
  if (recorded === undefined) throw new Error("Nothing was recorded.");
  expect(recorded.steps.map(({ at }) => at)).toEqual(["backlog", "throttles", "owner"]);
  expect(recorded).toMatchObject({
    ends: "handedOver",
    steps: [
      { values: { last: 4200 }, finds: "too-old" },
      {},
      { take: "taken", with: { who: "Mia" } },
    ],
  });
  expect(await walkCase(catalogue, flow, recorded)).toEqual({
    taken: ["backlog.too-old", "throttles.failing", "owner.taken"],
  });
});

it("records of a run that was stopped, or is open, how far it came", async () => {
  await using here = await rehearsal();
  const { flows } = await flowsIn(here.folder);
  const catalogue = createCatalogue(known, flows);
  const flow = catalogue.find("sqs-backlog");
  const { log } = await walkedOnce(catalogue, flow);
  const last = log.findLastIndex(({ kind }) => kind === "chosen");
  const open = fold(log.slice(0, last));
  const stopped = fold([...log.slice(0, last), { kind: "stopped", reason: "", at: 1, by: "you" }]);
  for (const run of [open, stopped]) {
    const read = readCases("recorded.test.yaml", recordCase(flow, run));
    if (read.kind !== "read") throw new Error(read.problems.join("\n"));
    const [recorded] = Object.values(read.cases.cases);
    expect(recorded).toMatchObject({
      ends: "owner",
      steps: [{ at: "backlog" }, { at: "throttles" }],
    });
    if (recorded) expect((await walkCase(catalogue, flow, recorded)).wrong).toBeUndefined();
  }
});
