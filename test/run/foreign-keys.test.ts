import { describe, expect, it } from "vitest";
import { checkFlow, type Flow } from "#language";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import { HandrailError } from "../../src/run/errors.ts";
import { choiceLabel, stepTitle } from "../../src/run/labels.ts";
import { begun, did } from "../engine/runs.ts";
import { small } from "../language/flows.ts";
import { fields, packs } from "../probes.ts";

/** What every object has without being given it. */
const inherited = [...Object.getOwnPropertyNames(Object.prototype), "prototype"];

const deciding = did(small, begun(small), {
  kind: "answer",
  visit: "ask#1",
  answers: { cause: "a race" },
});
const closed = did(small, deciding, { kind: "stop", reason: "over" });

describe.each(inherited)("somebody who types %s", (word) => {
  const acts: readonly Act[] = [
    { kind: "choose", visit: "ask#1", choice: word },
    { kind: "choose", visit: `${word}#1`, choice: word },
    { kind: "takeFollowUp", item: word, owner: "UBO" },
    { kind: "finishFollowUp", item: word },
    { kind: "lookAgain", visit: word },
    { kind: "back", visit: word },
  ];

  it.each(acts)("is told that there is no such thing: %o", (act) => {
    expect(() => decideEvent(small, deciding, act, { by: "UANA", fields, now: 5 })).toThrow(
      HandrailError,
    );
  });

  it("edits no section of that name", () => {
    const edit = { kind: "edit", texts: Object.fromEntries([[word, "x"]]), base: 99 } as const;
    expect(() => decideEvent(small, closed, edit, { by: "UANA", fields, now: 5 })).toThrow(
      HandrailError,
    );
  });

  it("reads it back as it was typed", () => {
    expect(stepTitle(small, word)).toBe(word);
    expect(choiceLabel(small, "ask", word)).toBe(word);
  });
});

it("a flow cannot give such a name to a step, an end or itself", () => {
  const steps = { ...small.steps, constructor: small.steps.fix } as unknown as Flow["steps"];
  expect(checkFlow({ ...small, steps }, packs)).toContainEqual(
    expect.objectContaining({ where: "constructor", says: expect.stringContaining("names") }),
  );
});
