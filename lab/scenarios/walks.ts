import { node } from "./hops.ts";
import type { Scenario, Stride, Truth } from "./scenario.ts";

/** How the cause is named, and where that leads. */
type Told = Pick<Truth, "verdict" | "walk" | "end">;

/** The pattern of the metrics names the cause, which is handled elsewhere at `step`. */
export const namedByPattern = (finding: string, step: string): Told => ({
  verdict: [finding],
  walk: [
    { step: "confirmPattern", choice: finding, settles: true },
    { step, choice: "leave" },
  ],
  end: "elsewhere",
});

/** The metrics look like the race; the access logs name another cause, which is handled elsewhere. */
export const namedByLogs = (finding: string): Told => ({
  verdict: [finding],
  walk: [
    { step: "confirmPattern", choice: "keepalive-race" },
    { step: "readLogs", choice: finding },
    { step: "anotherCause", choice: "leave", settles: true },
  ],
  end: "elsewhere",
});

/** Nothing fails, or too little: after some looks the run is closed. */
export const leftOpen = (finding: string): Told => ({
  verdict: [finding],
  walk: [
    { step: "confirmPattern", choice: finding },
    { step: "inconclusive", choice: "leave" },
  ],
  end: "leftOpen",
});

/** Neither the metrics nor the access logs lead on, and the timeouts are in the right order. */
export const timeoutsInOrder = (logs: string): Told => ({
  verdict: ["unclear"],
  walk: [{ step: "confirmPattern", choice: "unclear" }, logsSay(logs), ...timeoutsAreRight],
  end: "elsewhere",
});

/** The access logs show the race, which is mended. */
export const mendedRace = (pattern: string): Told => ({
  verdict: ["keepalive-race"],
  walk: [{ step: "confirmPattern", choice: pattern }, logsShowRace, ...mendsTimeouts],
  end: "resolved",
});

/** The access logs are off. */
export const withoutLogs: Stride = { step: "readLogs", choice: "logs-off" };

/** The access logs show the race. */
export const logsShowRace: Stride = { step: "readLogs", choice: "keepalive-race" };

/** The access logs say what does not lead on, and the timeouts are reviewed all the same. */
export const logsSay = (finds: string): Stride => ({ step: "readLogs", choice: "unclear", finds });

/** A link is found inverted, set right, and proven by the traffic that follows. */
export const mendsTimeouts: readonly Stride[] = [
  { step: "reviewBackend", choice: "too-short", settles: true },
  { step: "alignTimeouts", choice: "rolledOutSo", does: "fix", finds: "long-enough" },
  { step: "retest", choice: "fixed", waitMinutes: 60 },
  { step: "prevent", choice: "done" },
];

/** The timeouts were suspected, and are in the right order. */
export const timeoutsAreRight: readonly Stride[] = [
  { step: "reviewBackend", choice: "long-enough" },
  { step: "orderIsRight", choice: "leave", settles: true },
];

/** Failures in bursts count less, so that more clean traffic is needed. */
export const patiently = (strides: readonly Stride[]): readonly Stride[] =>
  strides.map((one) => (one.step === "retest" ? { ...one, waitMinutes: 150 } : one));

/** A row of the tables: a scenario whose truth stands beside the rest, with the usual path and access logs unless told. */
export type Row = Omit<Scenario, "truth" | "path" | "logs"> &
  Partial<Pick<Scenario, "path" | "logs">> &
  Truth;

export const scenario = ({ says, verdict, walk, end, evidence, ...rest }: Row): Scenario => ({
  ...usual,
  ...rest,
  truth: { says, verdict, walk, end, evidence },
});

export const toScenarios = (rows: readonly Row[]): readonly Scenario[] => rows.map(scenario);

/** One server that outlives the load balancer's connections, and access logs. */
const usual = { path: [node(75)], logs: true } as const satisfies Partial<Scenario>;

/** Targets are killed at once when they leave, as a responder can find out. */
export const killsAtOnce = (known: {
  readonly gracePeriod: number;
  readonly readinessGate: "Yes" | "No";
}): Pick<Scenario, "known" | "manners"> => ({
  known: { preStop: 0, closesIdle: "No", ...known },
  manners: { preStop: 0, grace: 0 },
});

/** Paths of which this one is asked for once in so many requests. */
export const onceAmong = (requests: number, path: string): readonly string[] => [
  path,
  ...Array.from({ length: requests - 1 }, (_, index) => `/items/${index % 40}`),
];
