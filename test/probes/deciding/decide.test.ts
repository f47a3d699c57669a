import { expect, test } from "vitest";
import { decideFinding, findingProblems } from "../../../src/probes/deciding/decide.ts";

const findings = { tooOld: "last > agreed", old: "last > 60", fine: "else" };
const told = (values: object) => decideFinding(findings, values as never, 0);

test("the first finding that holds wins, and says by which values", () => {
  expect(told({ last: 420, agreed: 300 })).toEqual({
    kind: "found",
    finding: "tooOld",
    because: "last = 420 and agreed = 300, so “last > agreed” holds",
    values: [
      ["last", 420],
      ["agreed", 300],
    ],
    condition: "last > agreed",
  });
  expect(told({ last: 61, agreed: 300 })).toMatchObject({ finding: "old" });
  expect(told({ last: 60, agreed: 300 })).toMatchObject({
    finding: "fine",
    because: "last = 60 and agreed = 300, so none of “last > agreed”, “last > 60” hold",
  });
});

test("what cannot be told is no finding, not even the last one", () => {
  expect(told({ last: 420 })).toEqual({
    kind: "open",
    says: "“last > agreed” cannot be told: agreed is missing.",
  });
  expect(told({ last: null, agreed: 1 })).toMatchObject({ kind: "open" });
  expect(told({ last: "many", agreed: 300 })).toEqual({
    kind: "open",
    says: expect.stringContaining("cannot be told of last = “many” and agreed = 300"),
  });
});

test("findings are wrong without a last one that is else, or with one before it", () => {
  const types = { last: "number" } as const;
  expect(findingProblems({ high: "last > 5" }, types)).toMatchObject([{ where: "findings.high" }]);
  expect(findingProblems({ any: "else", low: "last < 5" }, types)).toMatchObject([
    { where: "findings.low", says: expect.stringContaining("else") },
    { where: "findings.any", says: expect.stringContaining("never be found") },
  ]);
  expect(findingProblems({ high: "lats > 5", low: "else" }, types)).toEqual([
    { where: "findings.high", says: expect.stringMatching(/lats.*It may use: last, now\./) },
  ]);
});
