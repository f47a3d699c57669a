import type { App } from "@slack/bolt";
import { raceDeadline } from "../../deadline.ts";
import type { Clock, Log } from "../../engine/ports.ts";
import { rateLimitedLog } from "../../engine/rate-limited-log.ts";
import { type Arrivals, watchArrivals } from "./arrival-times.ts";
import { causeOf } from "./sdk-log.ts";

/** Slack takes an answer within 3 s; later than this it is not given, and the commit is cancelled before that. */
export interface Deadlines {
  /** Milliseconds from the arrival until nothing is committed any more. */
  readonly commitMs: number;
  /** Milliseconds from the arrival until the acknowledgement is given up. */
  readonly ackMs: number;
}

const slackDeadlines: Deadlines = { commitMs: 2_000, ackMs: 2_500 };

/** One request as a socket or Slack's HTTP call brings it. */
export interface Envelope {
  readonly type: string;
  /** What it holds, whatever that is. */
  readonly body: unknown;
  readonly ack: (response?: object) => Promise<void>;
  /** Called at once when there will be no acknowledgement. */
  readonly giveUp?: (why: "failed" | "late") => void;
  /** Called when it has not the form of a request: it must not come again. */
  readonly refuse: () => void;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/**
 * How a request was taken.
 * - acknowledged: done, and Slack heard of it
 * - unheard: done, but Slack could not be told; that is a success all the same
 * - failed: not done, not acknowledged
 * - late: not acknowledged in time; the commit was cancelled unless it had landed
 * - stopping: left to another process, or to Slack's next try
 * - malformed: it has not the form of a request, and was refused
 */
export type IntakeOutcome =
  | "acknowledged"
  | "unheard"
  | "failed"
  | "late"
  | "stopping"
  | "malformed";

/** Why nobody hears of a request: where it is not as Slack makes them, or it is of a kind that nobody asked for. */
export type Fault =
  | { readonly kind: "malformed"; readonly at: string }
  | { readonly kind: "unknown"; readonly at?: undefined };

/** What both transports share: every request is acknowledged after the listeners are done, or not at all. */
export interface Intake {
  readonly init: (app: Pick<App, "processEvent">) => void;
  /** Milliseconds since the epoch; empty before the first request. */
  readonly last: () => { readonly lastRequestAt?: number };
  /** Never rejects. */
  readonly take: (envelope: Envelope) => Promise<IntakeOutcome>;
  /** Takes nothing more, and resolves when what is under way is done or late. */
  readonly stop: () => Promise<void>;
}

/**
 * Told of each request: its type, how it was taken, and the seconds from arrival to the end. One that is not known to be Slack's is
 * "refused" before its type is looked at.
 */
export type OnTaken = (type: string, taken: IntakeOutcome | "refused", seconds: number) => void;

export interface IntakeParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly deadlines?: Deadlines | undefined;
  readonly onTaken?: OnTaken | undefined;
  /** Undefined for what can be read. */
  readonly faultIn?: ((body: unknown) => Fault | undefined) | undefined;
}

export function createIntake(parts: IntakeParts, arrivals: Arrivals = watchArrivals()): Intake {
  const { clock, deadlines = slackDeadlines, onTaken = () => {} } = parts;
  const answer = createAnswer(parts);
  const underWay = new Set<Promise<IntakeOutcome>>();
  let app: Pick<App, "processEvent"> | undefined;
  let isStopping = false;
  let last: { readonly lastRequestAt?: number } = {};
  return {
    last: () => last,
    init: (bolt) => {
      app = bolt;
    },
    take: async (envelope) => {
      const started = arrivals.earliest();
      last = { lastRequestAt: clock() };
      // Left unacknowledged: Slack sends events again and shows the clicker a warning.
      if (app === undefined || isStopping) return "stopping";
      const work = answer(app, envelope, leftOf(deadlines, started));
      underWay.add(work);
      const taken = await work.finally(() => underWay.delete(work));
      onTaken(envelope.type, taken, (performance.now() - started) / 1000);
      return taken;
    },
    stop: async () => {
      isStopping = true;
      arrivals.stop();
      await raceDeadline({ ms: deadlines.ackMs }, Promise.allSettled([...underWay]), () => {});
    },
  };
}

/** Lets Bolt have what can be read, and turns everything else away. */
function createAnswer({ clock, log, faultIn = faultOf }: IntakeParts) {
  const refusals = rateLimitedLog(log, clock);
  return async (
    app: Pick<App, "processEvent">,
    envelope: Envelope,
    deadlines: Deadlines,
  ): Promise<IntakeOutcome> => {
    const fault = faultIn(envelope.body);
    if (fault !== undefined) return turnAway(envelope, fault, refusals);
    return takeEnvelope(app, envelope, deadlines, log);
  };
}

/** As little as every reader needs. */
const faultOf = (body: unknown): Fault | undefined =>
  isRecord(body) ? undefined : { kind: "malformed", at: "the whole" };

const isRecord = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Body = Readonly<Record<string, unknown>>;

/** Nobody hears of it, and it does not come again. */
async function turnAway(envelope: Envelope, fault: Fault, log: Log): Promise<IntakeOutcome> {
  const more = { ...about(envelope), at: fault.at };
  if (fault.kind === "unknown") {
    log.warn(
      "Slack sent a request of a kind that Handrail does not know; it was passed over.",
      more,
    );
    return acknowledge(envelope, undefined, log);
  }
  log.warn("A request that has not the form of Slack's was refused.", more);
  envelope.refuse();
  return "malformed";
}

/** What is left of the time that counts from `arrived`. */
function leftOf({ commitMs, ackMs }: Deadlines, arrived: number): Deadlines {
  const gone = performance.now() - arrived;
  return { commitMs: Math.max(0, commitMs - gone), ackMs: Math.max(0, ackMs - gone) };
}

/** Lets Bolt process one envelope and acknowledges it if that was done in time. Never rejects. */
export async function takeEnvelope(
  app: Pick<App, "processEvent">,
  envelope: Envelope,
  deadlines: Deadlines,
  log: Log,
): Promise<IntakeOutcome> {
  const commit = new AbortController();
  const commitTimer = setTimeout(() => commit.abort(), deadlines.commitMs);
  let isLate = false;
  const ackTimer = setTimeout(() => {
    isLate = true;
    log.warn(
      "Slack was not answered in time; the thread shows what was recorded.",
      about(envelope),
    );
    envelope.giveUp?.("late");
  }, deadlines.ackMs);
  try {
    const response = await processed(app, envelope, commit.signal);
    return isLate ? "late" : await acknowledge(envelope, response, log);
  } catch (error) {
    const more = { ...about(envelope), cause: causeOf(error) };
    log.error("A request from Slack failed and was not acknowledged.", more);
    if (!isLate) envelope.giveUp?.("failed");
    return isLate ? "late" : "failed";
  } finally {
    clearTimeout(commitTimer);
    clearTimeout(ackTimer);
  }
}

/** What the listener wants to answer. Its `ack()` only keeps the response: it is sent once all is done. */
async function processed(
  app: Pick<App, "processEvent">,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<object | undefined> {
  let response: object | undefined;
  await app.processEvent({
    body: { ...(envelope.body as Body) },
    ack: async (answer?: unknown) => {
      if (typeof answer === "object" && answer !== null) response = answer;
      if (typeof answer === "string") response = { text: answer };
    },
    customProperties: { signal },
    ...(envelope.retry_num === undefined ? {} : { retryNum: envelope.retry_num }),
    ...(envelope.retry_reason === undefined ? {} : { retryReason: envelope.retry_reason }),
  });
  return response;
}

/** The commit stands whether or not Slack hears of it: a refused acknowledgement is a success with a note. */
async function acknowledge(
  envelope: Envelope,
  response: object | undefined,
  log: Log,
): Promise<IntakeOutcome> {
  try {
    await envelope.ack(response);
    return "acknowledged";
  } catch (error) {
    log.warn("Slack could not be told that a request was recorded.", {
      ...about(envelope),
      cause: causeOf(error),
    });
    return "unheard";
  }
}

function about({ type, body }: Envelope) {
  const kind = isRecord(body) ? body.type : undefined;
  return { envelope: type, ...(typeof kind === "string" ? { kind: kind.slice(0, 60) } : {}) };
}
