import { expect, it } from "vitest";
import { retests } from "../../../src/postmortem/retests.ts";
import type { Run } from "../../../src/run/run.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { changed, did, observed } from "../../slack/messages/runs.ts";

const told = (run: Run): readonly string[] =>
  retests(run).map(({ words }) =>
    words.map((word) => (typeof word === "string" ? word : "@")).join(""),
  );

const look = (run: Run, finding: string, says: string): Run =>
  observed(did(run, { kind: "lookAgain", visit: currentVisit(run).id }), { finding, says });

it("tells retests in a row that are not enough yet as one, with what the last one counted", () => {
  const first = observed(changed(), { finding: "not-enough", says: "0 of 10 failed." });
  const third = look(look(first, "not-enough", "0 of 20 failed."), "not-enough", "0 of 30 failed.");
  expect(told(third)).toEqual([
    "After the change, 3 times between @ and @, at last: 0 of 30 failed.",
  ]);
  expect(told(look(third, "fixed", "0 of 90 failed."))).toEqual([
    "After the change, 3 times between @ and @, at last: 0 of 30 failed.",
    "After the change, at @: 0 of 90 failed.",
  ]);
});
