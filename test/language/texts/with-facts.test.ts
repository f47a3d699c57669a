import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { checkFlow, type Flow, go, number, subject, text, withFacts } from "#flow";
import { packs } from "../../probes.ts";
import { about } from "../flows.ts";

const flow: Flow = {
  id: "told",
  version: 1,
  title: "Told",
  about,
  inputs: { queue: subject(text("Which queue? Its name, not its URL.")) },
  start: "raise",
  steps: {
    raise: {
      title: "Raise the limit of {queue}",
      say: "It is {limit} now, and {{limit}} in braces.",
      byHand: ["aws sqs get-queue-url --queue-name {queue}", "echo {limit}"],
      choices: {
        raised: go("done", "Raised to {limit}", {
          ask: { limit: number("What is the limit of {queue}?", 1, 1, 9) },
        }),
      },
      checklist: { alarm: "Add an alarm on {queue}" },
      skip: "raised",
    },
  },
  ends: { done: { title: "{queue} drains", say: "Limit {limit}.", outcome: "resolved" } },
};

const knowing = (facts: { readonly [fact: string]: string | number }) => ({
  facts,
  said: Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, { label: name, words: [String(fact)] }]),
  ),
});

it("shows what is known in every text, and the question of what is not", () => {
  const { steps, ends } = withFacts(flow, knowing({ queue: "orders" }));
  expect(steps.raise).toMatchObject({
    title: "Raise the limit of orders",
    say: "It is “What is the limit of {queue}” now, and {limit} in braces.",
    byHand: ["aws sqs get-queue-url --queue-name orders", "echo <What is the limit of {queue}>"],
    choices: { raised: { ask: { limit: { label: "What is the limit of orders?" } } } },
    checklist: { alarm: "Add an alarm on orders" },
  });
  expect(ends.done?.title).toBe("orders drains");
  const known = withFacts(flow, knowing({ queue: "orders", limit: 5 }));
  expect(known.steps.raise?.choices.raised?.label).toBe("Raised to 5");
});

it("fills what was filled before from what was written, and once for the same answers", () => {
  const before = withFacts(flow, knowing({ queue: "orders" }));
  const known = knowing({ queue: "mail" });
  expect(withFacts(before, known).ends.done?.title).toBe("mail drains");
  expect(withFacts(flow, known)).toBe(withFacts(before, known));
});

it("leaves a flow without facts as it is", () => {
  const plain = { ...flow, steps: {}, ends: {} };
  expect(withFacts(plain, knowing({}))).toBe(plain);
});

it("keeps every fact on one line of a text, and one argument of a command that runs nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (queue) => {
      const { title = "", byHand = [] } = withFacts(flow, knowing({ queue })).steps.raise ?? {};
      expect(title).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(title.length).toBeLessThan(200);
      const line = (byHand[0] ?? "").replace(/^aws /, "printf '%s\\0' ");
      if (line.includes("<Which queue>")) return;
      const words = execFileSync("bash", ["-c", line]).toString().split("\0");
      expect(words).toHaveLength(5);
    }),
    { numRuns: 40 },
  );
});

const problemsWith = (step: Partial<Flow["steps"][string]>, more: Partial<Flow> = {}) => {
  const { raise } = flow.steps;
  if (raise === undefined) throw new Error("There is no step.");
  return checkFlow({ ...flow, ...more, steps: { raise: { ...raise, ...step } } }, packs);
};

it("names a fact that nothing asks for, wherever it stands", () => {
  expect(problemsWith({})).toEqual([]);
  const says = expect.stringContaining("Nothing asks for {lambda}. There is: queue, limit.");
  expect(problemsWith({ say: "Look at {lambda}." })).toEqual([{ where: "raise.say", says }]);
  expect(problemsWith({ title: "{lambda}" })).toEqual([{ where: "raise.title", says }]);
  expect(problemsWith({ byHand: ["aws x {lambda}"] })).toEqual([{ where: "raise.byHand", says }]);
  expect(problemsWith({ checklist: { one: "{lambda}" } })).toEqual([
    { where: "raise.checklist.one", says },
  ]);
  const choices = { raised: go("done", "{lambda}", { ask: { limit: number("?", 1, 1, 9) } }) };
  expect(problemsWith({ choices })).toEqual([{ where: "raise.raised", says }]);
});

it("names a fact in a line where a shell would read it twice, and one that is shown before it is asked", () => {
  expect(problemsWith({ byHand: ["ssh host 'cat {queue}'"] })).toEqual([
    { where: "raise.byHand", says: expect.stringContaining("A fact stands in quotes") },
  ]);
  expect(problemsWith({}, { title: "The queue {queue}" })).toEqual([
    { where: "title", says: expect.stringContaining("not known yet") },
  ]);
});
