import { z } from "zod";
import { genericShapes } from "../probes/generic-kinds.ts";

/** Names of steps, ends, choices and findings. */
const name = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9-]*$/)
  .max(60);
const fact = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9]*$/)
  .max(60);
const words = z.string().trim().min(1);

// What is longer a chat would cut, and a person at three would not read.
const heading = words.max(100);
const prose = words.max(1_500);
const line = words.max(600);
const button = words.max(75);

const field = z.strictObject({
  kind: words.describe("The kind of question, such as text, number, choice, url or seconds."),
  label: words.max(300).describe("The question as people read it."),
  optional: z.boolean().optional().describe("It may stay unanswered."),
  subject: z
    .literal(true)
    .optional()
    .describe("The run is about its answer; one input of a flow at most."),
  initial: z.json().optional().describe("What its form begins with."),
  fromAlert: z
    .array(words)
    .min(1)
    .optional()
    .describe("Names of an alert's dimensions or labels that tell it, such as QueueName."),
  options: z.array(button).min(1).max(100).optional().describe("What can be picked, for a choice."),
  min: z.number().optional().describe("The least that a number may be."),
  max: z.number().optional().describe("The most that a number may be."),
  long: z.boolean().optional().describe("A text of several lines."),
});
const fields = z.record(fact, field);

const target = z
  .union([
    name,
    // biome-ignore lint/suspicious/noThenProperty: a loop says where it leads then
    z.strictObject({ again: name, times: z.number().int().min(1).max(100), then: name }),
  ])
  .describe(
    "The name of a step or an end; or a loop that gives up: { again: <step>, times: 3, then: <step or end> }.",
  );

const choice = z.strictObject({
  label: button.describe("What its button says; {queue} is what was answered."),
  to: target,
  ask: fields.optional().describe("Asked when it is picked."),
  marks: z
    .literal("change")
    .optional()
    .describe('"change": picking it states that the fix is rolled out; retests count from here.'),
  confirm: z
    .enum(["another", "confirmer"])
    .optional()
    .describe("another: a second person confirms it; confirmer: one of HANDRAIL_CONFIRMERS."),
  asShown: z
    .literal(true)
    .optional()
    .describe("It answers the step's questions as the evidence's first remedy makes them."),
  unless: z.array(name).optional().describe("Findings beside which it is not offered."),
  after: name.optional().describe("Offered only where the run has come through this step."),
  beside: z.literal(true).optional().describe("It answers another question than the evidence."),
});

const seconds = z
  .number()
  .int()
  .positive()
  .max(30 * 86_400);

const watch = z.strictObject({
  proof: name.describe("The finding that proves what the step is for."),
  until: z.array(name).describe("Other findings that end the watch."),
  days: z.number().optional().describe("How long it watches; 7 when absent."),
});

const reminders = {
  remind: seconds.optional().describe("Seconds until the driver is reminded; 900 when absent."),
  escalate: seconds.optional().describe("Seconds until the channel is told."),
};

const sources = z
  .array(z.url().describe("A whole address: https://docs.aws.amazon.com/…."))
  .describe("Where its thresholds and advice come from: a list of addresses.");

const stepOf = (probe: z.ZodType) =>
  z.strictObject({
    title: heading.describe("What the step is about, in a few words."),
    say: prose.describe("What to do and why, in two lines; {queue} is what was answered."),
    byHand: z
      .array(words.max(2_800))
      .optional()
      .describe("Lines to copy that do the same without Handrail; {facts} are quoted."),
    sources: sources.optional(),
    ask: fields.optional().describe("Questions of this step, by the name of the answer."),
    probe: probe.optional(),
    proves: z
      .literal(true)
      .optional()
      .describe("Its probe tells whether the change helped, against the same question before it."),
    checklist: z.record(name, line).optional().describe("Follow-ups that someone can take."),
    checks: z
      .strictObject({ probe: words, items: z.record(name, line) })
      .optional()
      .describe("Follow-ups that a probe can see done."),
    choices: z
      .record(name, choice)
      .describe("The ways out, by name; one for each finding of the probe."),
    skip: name.describe("The choice that skip takes."),
    watch: watch.optional(),
    ...reminders,
  });

const sign = z.strictObject({
  namespace: words.optional().describe("The namespace of the alert's metric, such as AWS/SQS."),
  metrics: z.array(words).min(1).optional().describe("One of these metrics."),
  words: z.array(words).min(1).optional().describe("All of these words, in what the alert says."),
});

const end = z.strictObject({
  title: heading,
  say: prose,
  outcome: z
    .enum(["resolved", "elsewhere", "open"])
    .describe("resolved: fixed here; elsewhere: the cause is not here; open: left open."),
});

/** A flow as it may be written, in TypeScript and in YAML alike; `probe` is what may stand in a step. */
export const flowShape = (probe: z.ZodType) =>
  z.strictObject({
    id: name.describe("By which it is started: /runbook <id>."),
    version: z.number().int().min(1).describe("Raised when steps or choices change."),
    title: heading,
    about: z.strictObject({
      introduction: z.string().max(2_000),
      symptoms: z.array(line),
      causes: z.array(line),
      prevention: z.array(line),
    }),
    startsFrom: z
      .array(sign)
      .min(1)
      .optional()
      .describe("The alerts that it is for: any of these signs, each by metric or by words."),
    inputs: fields.describe("Asked before the run starts, by the name of the answer."),
    start: name.describe("The first step."),
    steps: z.record(name, stepOf(probe)),
    ends: z.record(name, end),
  });

/**
 * The JSON Schema of a flow, for editors: they complete kinds and properties and mark what is not there. `probes` are the names
 * of those that packs have.
 */
export function flowJsonSchema(probes: readonly string[]): object {
  const named = z.enum(probes).describe("The name of a pack's probe.");
  const probe = z
    .union([named, z.discriminatedUnion("kind", genericShapes)])
    .describe("The probe that looks: one as data, or the name of a pack's.");
  const schema = z.toJSONSchema(flowShape(probe), { target: "draft-7", io: "input" });
  return { ...schema, title: "A runbook of Handrail" };
}
