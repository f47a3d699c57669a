import { expect, it } from "vitest";
import { aNumber, type ProbeDeclaration } from "#language";
import { newestEvidence, type VisitEvidence } from "../../src/run/evidence-of.ts";

const brew = {
  ...{ id: "coffee.brew", version: 2, doing: "Brewing", role: "check", needs: {}, takes: {} },
  findings: ["fine"],
  numbers: { degrees: aNumber, shots: aNumber },
} as const satisfies ProbeDeclaration;

const look = (probe: string, numbers: object = {}, superseded = false): VisitEvidence => ({
  evidence: {
    ...{ probe, says: "", finding: null, role: "diagnosis" },
    ...{ details: [], readings: [], queries: [], numbers: { ...numbers } },
  },
  superseded,
});

it("is the newest look of that probe, in whatever version, that was not taken back", () => {
  const visits = [
    look("coffee.brew@1", { degrees: 1 }),
    look("coffee.brew@2", { degrees: 2 }),
    look("coffee.brew@2", { degrees: 3 }, true),
    look("coffee.taste@3", { degrees: 4 }),
    { superseded: false },
  ];
  expect(newestEvidence({ visits }, brew)?.numbers).toEqual({ degrees: 2 });
  expect(newestEvidence({ visits }, { ...brew, id: "coffee" })).toBeUndefined();
});

it("has the numbers that the probe declares, as far as they are what it declares", () => {
  const visits = [look("coffee.brew@1", { degrees: "hot", shots: 3, grams: 18 })];
  const { numbers } = newestEvidence({ visits }, brew) ?? {};
  expect(numbers).toEqual({ shots: 3 });
  const degrees: number | undefined = numbers?.degrees;
  expect(degrees).toBeUndefined();
});
