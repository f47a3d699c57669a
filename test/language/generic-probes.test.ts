import { describe, expect, it } from "vitest";
import { checkFlow, type Flow, type GenericProbe, go, markdownOutline, number, text } from "#flow";
import { packs, signatures } from "../probes.ts";
import { about } from "./flows.ts";

const backlog = {
  kind: "cloudwatch.metric",
  namespace: "AWS/SQS",
  metric: "ApproximateAgeOfOldestMessage",
  dimensions: { QueueName: "{queue}" },
  stat: "Maximum",
  over: "15m",
  findings: { tooOld: "last > agreed", fine: "else" },
};

const flow = (probe: GenericProbe | string, choices?: Flow["steps"][string]["choices"]): Flow => ({
  ...{ id: "backlog", version: 1, title: "Backlog", about, start: "look" },
  inputs: { queue: text("Which queue?"), agreed: number("Agreed, in seconds?", 300, 1, 9_999) },
  steps: {
    look: {
      ...{ title: "Look", say: "Look.", probe, skip: "fine" },
      choices: choices ?? { tooOld: go("done", "Too old"), fine: go("done", "Fine") },
    },
  },
  ends: { done: { title: "Done", say: "Done.", outcome: "resolved" } },
});

const problems = (probe: GenericProbe | string, choices?: Flow["steps"][string]["choices"]) =>
  checkFlow(flow(probe, choices), packs).map(({ where, says }) => `${where}: ${says}`);

const pasted = {
  kind: "paste",
  as: "number",
  findings: { tooOld: "value > agreed", fine: "else" },
};

describe("a probe that is stated as data", () => {
  it("can be walked when it says all that its kind wants", () => {
    expect(problems(backlog)).toEqual([]);
    expect(markdownOutline(flow(backlog), signatures)).toContain(
      "*Reading ApproximateAgeOfOldestMessage from CloudWatch.*",
    );
  });

  it.each<[string, GenericProbe | string, RegExp]>([
    [
      "a kind that there is not",
      { ...backlog, kind: "cloudwatch.metrics" },
      /no probe "cloudwatch.metrics". There is: cloudwatch.metric, .*paste/,
    ],
    ["a kind named alone", "cloudwatch.metric", /stated as data/],
    [
      "a pack's probe as data",
      { ...backlog, kind: "alb.drain" },
      /named alone \(probe: alb.drain\)/,
    ],
    [
      "a misspelt property",
      { ...backlog, statistic: "Sum" },
      /look.probe.statistic: There is no "statistic" here. There is: stat,/,
    ],
    [
      "a missing property",
      {
        kind: "cloudwatch.metric",
        metric: "Age",
        stat: "Sum",
        over: "1h",
        findings: backlog.findings,
      },
      /look.probe.namespace: It is missing/,
    ],
    ["a time without a unit", { ...backlog, over: "15" }, /look.probe.over: .*15m/],
    [
      "a statistic that CloudWatch has not",
      { ...backlog, stat: "Mean" },
      /look.probe.stat: .*Average/,
    ],
    ["a period of seconds", { ...backlog, period: "90s" }, /look.probe.period: .*whole minutes/],
    [
      "a fact that nobody asks for",
      { ...backlog, dimensions: { QueueName: "{que}" } },
      /Nothing asks for \{que\}. There is: queue, agreed/,
    ],
    [
      "a condition on what is not there",
      { ...backlog, findings: { tooOld: "lats > agreed", fine: "else" } },
      /findings.tooOld: .*lats/,
    ],
    [
      "a condition that is a text",
      { ...backlog, findings: { tooOld: "last > queue", fine: "else" } },
      /double > string/,
    ],
    [
      "findings without else",
      { ...backlog, findings: { tooOld: "last > 1", fine: "last < 1" } },
      /findings.fine: The last finding is "else"/,
    ],
    ["a paste that nobody asks for", pasted, /from: Nothing asks for what was pasted/],
    [
      "a command with facts in quotes",
      { ...pasted, command: "ls '{queue}'" },
      /command: A fact stands in quotes/,
    ],
  ])("is refused for %s", (_, probe, why) => {
    expect(problems(probe).join("\n")).toMatch(why);
  });

  it("can prove that a change helped; what a pack does cannot be made to", () => {
    const proving = (probe: GenericProbe | string, marks?: "change", before = probe) => {
      const { steps, ...rest } = flow(before);
      const change = go("again", "Changed", { ...(marks ? { marks } : {}), beside: true });
      const look = { ...steps.look, choices: { ...steps.look?.choices, change } };
      const again = { ...steps.look, probe, proves: true };
      return checkFlow({ ...rest, steps: { look, again } as Flow["steps"] }, packs).map(
        ({ where, says }) => `${where}: ${says}`,
      );
    };
    expect(proving(backlog, "change")).toEqual([]);
    expect(proving(backlog)).toEqual([
      expect.stringMatching(/^again.proves: No choice that leads/),
    ]);
    expect(proving({ ...backlog, metric: "Sent" }, "change", backlog)).toEqual([
      expect.stringMatching(/^again.proves: No other step asks the same/),
    ]);
    expect(proving("alb.drain", "change", backlog)).toContainEqual(
      expect.stringMatching(/What proves is a probe that is stated as data/),
    );
  });

  it("wants a choice for each of its findings", () => {
    expect(problems(backlog, { fine: go("done", "Fine") })).toEqual([
      'look.choices: No choice for the finding "tooOld".',
    ]);
  });
});
