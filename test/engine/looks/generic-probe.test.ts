import { expect, it } from "vitest";
import { type Flow, go, longText } from "#flow";
import type { Accounts } from "../../../src/aws/accounts.ts";
import { byId } from "../../../src/language/index.ts";
import { createGenericProbes } from "../../../src/probes/index.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { about } from "../../language/flows.ts";
import { bench } from "../parts.ts";

const flow: Flow = {
  ...{ id: "small", version: 1, title: "Pasted", about, inputs: {}, start: "count" },
  steps: {
    count: {
      ...{ title: "Count", say: "Count them.", skip: "few" },
      ask: { output: longText("What does it print?") },
      probe: { kind: "paste", as: "number", findings: { many: "value > 5", few: "else" } },
      choices: { many: go("done", "Many"), few: go("done", "Few") },
    },
  },
  ends: { done: { title: "Done", say: "Done.", outcome: "resolved" } },
};

const accounts: Accounts = { all: [], for: () => Promise.reject() as never };
const probes = byId(
  createGenericProbes({
    accounts,
    options: { metricPeriodSeconds: 60, metricSettleSeconds: 180 },
  }),
);

it("looks with what the step states, and recommends the choice of the finding that holds", async () => {
  const { start, engine, drain, recorder } = await bench({ flows: [flow], probes });
  const run = await start();
  await engine.act(run, { kind: "answer", visit: "count#1", answers: { output: "12" } }, "UANA");
  await drain();
  expect(currentVisit(await recorder.read(run))).toMatchObject({
    state: "deciding",
    evidence: {
      probe: expect.stringMatching(/^paste:\w{6}@1$/),
      finding: "many",
      says: expect.stringContaining("Many: value 12"),
    },
  });
});

it("a version of Handrail without the kind leaves the decision to people", async () => {
  const { start, engine, drain, recorder } = await bench({ flows: [flow], probes: new Map() });
  const run = await start();
  await engine.act(run, { kind: "answer", visit: "count#1", answers: { output: "12" } }, "UANA");
  await drain();
  expect(currentVisit(await recorder.read(run))).toMatchObject({
    evidence: { finding: null, says: expect.stringContaining("has no probe paste") },
  });
});
