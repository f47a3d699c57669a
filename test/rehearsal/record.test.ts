import fc from "fast-check";
import { expect, it } from "vitest";
import { type Flow, go, text } from "#flow";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { shippedPacks } from "../../src/load-catalogue.ts";
import { readFlowFolder } from "../../src/notation/flow-folder.ts";
import { readCases } from "../../src/rehearsal/cases.ts";
import { recordCase } from "../../src/rehearsal/record-case.ts";
import { walkCase } from "../../src/rehearsal/walk-case.ts";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import { HandrailError } from "../../src/run/errors.ts";
import { foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { newestUndoable } from "../../src/run/slices/taking-back.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { after, begun } from "../engine/runs.ts";
import { about } from "../language/flows.ts";
import { fields } from "../probes.ts";
import { walkedOnce } from "./walked.ts";
import { rehearsal } from "./world.ts";

it("what is recorded of a run walks the same way again", async () => {
  await using here = await rehearsal();
  const { flows } = await readFlowFolder(here.folder);
  const catalogue = createCatalogue(shippedPacks, flows);
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
  const { flows } = await readFlowFolder(here.folder);
  const catalogue = createCatalogue(shippedPacks, flows);
  const flow = catalogue.find("sqs-backlog");
  const { log } = await walkedOnce(catalogue, flow);
  const last = log.findLastIndex(({ kind }) => kind === "chosen");
  const open = foldLog(log.slice(0, last));
  const stopped = foldLog([
    ...log.slice(0, last),
    { kind: "stopped", reason: "", at: 1, by: "you" },
  ]);
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

it("records a run without any step, which walks as its start", async () => {
  await using here = await rehearsal();
  const { flows } = await readFlowFolder(here.folder);
  const catalogue = createCatalogue(shippedPacks, flows);
  const flow = catalogue.find("sqs-backlog");
  const { log } = await walkedOnce(catalogue, flow);
  const recorded = caseIn(recordCase(flow, foldLog(log.slice(0, 1))));
  expect(recorded).toMatchObject({ steps: [], ends: "backlog" });
  expect(await walkCase(catalogue, flow, recorded)).toEqual({ taken: [] });
});

function caseIn(text: string) {
  const read = readCases("recorded.test.yaml", text);
  if (read.kind !== "read") throw new Error(read.problems.join("\n"));
  const [recorded] = Object.values(read.cases.cases);
  if (recorded === undefined) throw new Error("Nothing was recorded.");
  return recorded;
}

const asking: Flow = {
  ...{ id: "asking", version: 1, title: "Asking", about, inputs: {}, start: "where" },
  steps: {
    where: {
      ...{ title: "Where?", say: "Say where.", ask: { where: text("Where?") }, skip: "known" },
      choices: { known: go("mend", "Known", { ask: { sure: text("How sure?") } }) },
    },
    mend: {
      ...{ title: "Mend it", say: "Mend it.", skip: "done" },
      choices: {
        mended: go("mend", "Mended", { marks: "change" }),
        more: go("where", "Another place"),
        done: go("over", "Done"),
      },
    },
  },
  ends: { over: { title: "Over", say: "Over.", outcome: "resolved" } },
};

const kinds = [
  ...["choose", "choose", "answer", "back", "skip", "lookAgain", "undo", "reopen", "stop"],
] as const;
const rolls = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(99)), { maxLength: 40 });

/** The run after one thing more, or as it is where that cannot be. */
function rolled(run: Run, [kind, pick]: readonly [string, number]): Run {
  const { id: visit, step } = currentVisit(run);
  const names = Object.keys(asking.steps[step]?.choices ?? {});
  const choice = names[pick % names.length] ?? "";
  const act = {
    choose: {
      kind: "choose",
      visit,
      choice,
      answers: choice === "known" ? { sure: `${pick}` } : {},
    },
    answer: { kind: "answer", visit, answers: { where: `place ${pick}` } },
    undo: { kind: "undo", event: newestUndoable(run, run.log.at(-1)?.at ?? 0) ?? -1 },
    reopen: { kind: "reopen", reason: "Too early" },
    skip: { kind: "skip", visit, reason: "Unknown" },
    stop: { kind: "stop", reason: "Enough" },
  }[kind] ?? { kind, visit };
  try {
    return after(run, decideEvent(asking, run, act as Act, { by: "UANA", fields }), "UANA");
  } catch (error) {
    if (error instanceof HandrailError) return run;
    throw error;
  }
}

it("records of any run, gone back in, undone, skipped, stopped or opened again, what walks to where it stood", async () => {
  const catalogue = createCatalogue(shippedPacks, [asking]);
  await fc.assert(
    fc.asyncProperty(rolls, async (dice) => {
      const run = dice.reduce(rolled, begun(asking));
      const recorded = caseIn(recordCase(asking, run));
      expect((await walkCase(catalogue, asking, recorded)).wrong).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

it("leaves out the end of a run that was opened again, and what was decided there", async () => {
  const dice = [
    ...[["answer", 1] as const, ["choose", 0] as const, ["choose", 2] as const],
    ["reopen", 0] as const,
  ];
  const run = dice.reduce(rolled, begun(asking));
  expect(caseIn(recordCase(asking, run))).toMatchObject({
    steps: [{ at: "where", answers: { where: "place 1" }, take: "known", with: { sure: "0" } }],
    ends: "mend",
  });
  const closed = caseIn(recordCase(asking, rolled(run, ["choose", 2])));
  expect(closed.steps.map(({ at }) => at)).toEqual(["where", "mend"]);
  expect(closed.ends).toBe("over");
});
