import { describe, expect, it } from "vitest";
import { checkFlow, type Evidence } from "#flow";
import { small } from "../../language/flows.ts";
import { packs } from "../../probes.ts";
import { bench, toLook } from "../parts.ts";
import { evidence } from "../runs.ts";

const day = 86_400_000;
const look = small.steps.look ?? { title: "", say: "", choices: {}, skip: "" };
const checked = {
  ...small,
  steps: {
    ...small.steps,
    look: { ...look, checks: { probe: "alb.follow-ups", items: { watch: "alarm" } } },
  },
} as const;

/** A run of the small runbook, closed, whose follow-up can be read in AWS. */
async function closed(answers: () => Partial<Evidence>) {
  let reads = 0;
  const opened = await bench({
    flows: [checked],
    probe: async ({ run }) => {
      if (run.ending) reads += 1;
      return { ...evidence("quiet"), facts: {}, ...(run.ending ? answers() : {}) };
    },
  });
  const run = await toLook(opened);
  await opened.drain();
  await opened.engine.act(run, { kind: "choose", visit: "look#1", choice: "quiet" }, "UANA");
  await opened.drain();
  const read = () => opened.engine.read(run);
  return { ...opened, run, read, reads: () => reads };
}

const alarm = (holds: boolean | null): Partial<Evidence> => ({
  checks: [{ check: "alarm", holds, says: `It holds: ${holds}.` }],
  queries: ["aws cloudwatch describe-alarms-for-metric"],
});

describe("follow-ups that AWS shows", () => {
  it("are read when the run is closed, and once a day for two weeks", async () => {
    let holds = false;
    const { pass, drain, read, reads } = await closed(() => alarm(holds));
    expect((await read()).followUps.watch).toEqual({
      checked: { at: expect.any(Number), holds: false, says: "It holds: false." },
    });
    holds = true;
    pass(day - 1_000);
    await drain();
    expect(reads()).toBe(1);
    pass(2_000);
    await drain();
    expect((await read()).followUps.watch).toMatchObject({ doneBy: "handrail" });
    for (let days = 0; days < 40; days += 1) {
      pass(day);
      await drain();
    }
    expect(reads()).toBe(14);
    expect((await read()).log.findLast(({ kind }) => kind === "checked")).toMatchObject({
      queries: ["aws cloudwatch describe-alarms-for-metric"],
    });
  });

  it("are read at once when someone asks, also months later", async () => {
    const { engine, run, pass, drain, read, reads } = await closed(() => alarm(true));
    pass(90 * day);
    await drain();
    const before = reads();
    await engine.act(run, { kind: "checkFollowUps" }, "UBEN");
    await drain();
    expect(reads()).toBe(before + 1);
    expect((await read()).followUps.watch?.checked?.at).toBeGreaterThan(90 * day);
  });

  it("are unknown, with the reason, when the probe could not read anything", async () => {
    const says = "AWS could not be asked.";
    const { read } = await closed(() => ({ finding: null, says }));
    expect((await read()).followUps.watch).toEqual({
      checked: { at: expect.any(Number), holds: null, says },
    });
  });
});

it("a check must name a follow-up of its step", () => {
  const odd = {
    ...small,
    steps: {
      ...small.steps,
      look: { ...look, checks: { probe: "alb.follow-ups", items: { dance: "alarm" } } },
    },
  } as const;
  expect(checkFlow(odd, packs)).toEqual([
    { where: "look", says: 'There is no follow-up "dance" to check.' },
  ]);
});
