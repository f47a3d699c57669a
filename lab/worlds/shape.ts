import { z } from "zod";

const time = z
  .string()
  .regex(/^\d{1,4}[smh]$/)
  .transform(worldMilliseconds);

/** The milliseconds of a time such as "20m". */
export function worldMilliseconds(time: string): number {
  return Number.parseInt(time, 10) * (units[time.at(-1) ?? ""] ?? 0);
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

const phase = z.string().regex(/^[a-z][a-zA-Z]*$/);

/** Where a level goes in a phase: a value at once, or to one in some time from where it was; null where nothing is published. */
const course = z.union([z.number(), z.null(), z.strictObject({ to: z.number(), in: time })]);

const metric = z.strictObject({
  namespace: z.string(),
  metric: z.string(),
  dimensions: z.record(z.string(), z.string()),
  /** The statistic that it is told as; every one where absent. */
  stat: z.string().optional(),
  /** A count of so many a minute, of which CloudWatch adds up; a level where absent. */
  per: z.literal("minute").optional(),
  /** What the level is in each phase; where a phase is not named, it stays as it was. */
  values: z.record(phase, course),
});

const call = z.strictObject({
  /** The service as requests are signed for it, and the action: "rds:DescribeDBClusters"; of a REST service its request: "lambda:GET /…". */
  ask: z.string().regex(/^[a-z0-9-]+:.+$/),
  /** The answer in each phase, as it goes over the wire; where a phase is not named, that of the one before. */
  answers: z.record(phase, z.json()),
});

const alarm = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  metric: z.string(),
  rings: z.array(phase),
});

/** What a search of a log group finds, whatever it asks: rows of columns, by phase. */
const log = z.strictObject({
  group: z.string(),
  rows: z.record(phase, z.array(z.record(z.string(), z.string()))),
});

/** What an address answers: a status after so many milliseconds, with a certificate that has so many days left; or nothing. */
const answer = z.strictObject({
  status: z.number().int().default(200),
  ms: z.number().int().default(0),
  body: z.string().default("ok"),
  certDaysLeft: z.number().optional(),
});

/** What a responder can do, outside of Slack. */
const knob = z.strictObject({
  /** As its button says: "Raise the reserved concurrency to 50". */
  label: z.string(),
  /** What was done, as a sentence. */
  does: z.string(),
  /** In each phase the one that it leads to; it does nothing in others. */
  leads: z.record(phase, phase),
});

const stride = z.strictObject({
  step: z.string(),
  choice: z.string(),
  /** The knob that is turned before. */
  turns: z.string().optional(),
  /** With this choice the cause is named. */
  settles: z.literal(true).optional(),
});

/** A small world that is played: what goes wrong, what can be read of it, and what becomes of it when somebody does something. */
export const worldShape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  flow: z.string(),
  title: z.string(),
  report: z.string(),
  hint: z.string(),
  truth: z.strictObject({
    says: z.string(),
    end: z.string(),
    walk: z.array(stride).min(1),
    /** The probes that tell it, and what they say of it, in a sentence. */
    evidence: z.record(z.string(), z.string()).default({}),
  }),
  region: z.string().default("eu-central-1"),
  /** What a responder answers, by the name of the question; {url} is where the endpoint listens. */
  answers: z.record(z.string(), z.union([z.string(), z.number()])),
  before: phase,
  begins: phase,
  since: time,
  /** Phases that end by themselves. */
  passes: z.record(phase, z.strictObject({ after: time, to: phase })).default({}),
  metrics: z.array(metric).default([]),
  calls: z.array(call).default([]),
  alarms: z.array(alarm).default([]),
  logs: z.array(log).default([]),
  endpoint: z.record(phase, answer).optional(),
  knobs: z.record(z.string().regex(/^[a-z]+$/), knob),
});

export type World = z.output<typeof worldShape>;
export type WorldMetric = World["metrics"][number];
