import { describe, expect, it } from "vitest";
import { again, defineFlow, go } from "#flow";
import { about } from "./flows.ts";

const base = { id: "typed", version: 1, title: "Typed", about, inputs: {} };
const ends = { done: { title: "Done", say: "Done.", outcome: "resolved" } } as const;
const words = { title: "One", say: "Say." };

const plain = { ...words, choices: { on: go("done", "On") }, skip: "on" } as const;
const lost = { ...words, choices: { on: go("dome", "On") }, skip: "on" } as const;
const loop = { ...words, choices: { on: again(2, "one", "dome", "On") }, skip: "on" } as const;
const unprobed = { ...plain, probe: "alb.x" } as const;
const looks = {
  ...words,
  probe: "alb.drain",
  choices: { "too-short": go("done", "S"), fits: go("done", "F"), unknown: go("done", "U") },
  skip: "fits",
} as const;
const watchesNothing = { ...looks, watch: { proof: "fixed", until: [] } } as const;
const watchesBlind = { ...plain, watch: { proof: "on", until: [] } } as const;
const metric = {
  kind: "cloudwatch.metric",
  metric: "Age",
  findings: { old: "last > 5", fine: "else" },
} as const;
const reads = {
  ...plain,
  probe: metric,
  choices: { old: go("done", "O"), fine: go("done", "F") },
  skip: "fine",
} as const;
const unanswered = { ...reads, choices: { fine: go("done", "F") } } as const;
const blind = { ...plain, probe: "alb.retest" } as const;

describe("defineFlow", () => {
  it("returns the flow that the compiler accepted", () => {
    const flow = defineFlow({
      ...base,
      start: "one",
      steps: { one: { ...words, choices: { on: go("done", "On") }, skip: "on" } },
      ends,
    });
    expect(flow.steps.one?.choices.on?.to).toBe("done");
  });

  it("takes a probe that is stated as data with a choice for each of its findings", () => {
    expect(
      defineFlow({ ...base, start: "one", steps: { one: reads }, ends }).steps.one?.probe,
    ).toBe(metric);
  });

  it("refuses at compile time what is misspelt", () => {
    const misspelt = [
      // @ts-expect-error the start is no step
      () => defineFlow({ ...base, start: "on", steps: { one: plain }, ends }),
      // @ts-expect-error the choice leads nowhere
      () => defineFlow({ ...base, start: "one", steps: { one: lost }, ends }),
      // @ts-expect-error the loop gives up to nowhere
      () => defineFlow({ ...base, start: "one", steps: { one: loop }, ends }),
      // @ts-expect-error there is no such probe
      () => defineFlow({ ...base, start: "one", steps: { one: unprobed }, ends }),
      // @ts-expect-error the probe's findings have no choices
      () => defineFlow({ ...base, start: "one", steps: { one: blind }, ends }),
      // @ts-expect-error a finding that the step states has no choice
      () => defineFlow({ ...base, start: "one", steps: { one: unanswered }, ends }),
      // @ts-expect-error the watch waits for what the probe never finds
      () => defineFlow({ ...base, start: "one", steps: { one: watchesNothing }, ends }),
      // @ts-expect-error the watch has no probe that looks
      () => defineFlow({ ...base, start: "one", steps: { one: watchesBlind }, ends }),
      // @ts-expect-error skip names no choice
      () => defineFlow({ ...base, start: "one", steps: { one: { ...plain, skip: "of" } }, ends }),
    ];
    expect(misspelt).toHaveLength(9);
  });
});
