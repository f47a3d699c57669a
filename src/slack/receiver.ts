import { setTimeout as pause } from "node:timers/promises";
import type { App, Receiver } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { SlackRefused } from "../engine/errors.ts";
import type { Log } from "../engine/ports.ts";
import type { Clients } from "./clients.ts";
import { causeOf, sdkLogger } from "./log.ts";

/** Slack takes an answer within 3 s; later than this it is not given, and the commit is cancelled before that. */
export interface Deadlines {
  /** Milliseconds from the arrival until nothing is committed any more. */
  readonly commitMs: number;
  /** Milliseconds from the arrival until the acknowledgement is given up. */
  readonly ackMs: number;
}

export const slackDeadlines: Deadlines = { commitMs: 2_000, ackMs: 2_500 };

/** One envelope as the socket hands it over. */
export interface Envelope {
  readonly type: string;
  readonly body: { readonly [name: string]: unknown };
  readonly ack: (response?: object) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/**
 * A Bolt receiver over Socket Mode that acknowledges after the listeners are done, and never when they reject or are
 * late: Bolt's own acknowledges events before it runs them, and what is acknowledged is never sent again.
 */
export function createSocketReceiver(parts: {
  readonly appToken: string;
  readonly clientOptions: Clients["socket"];
  readonly log: Log;
  readonly deadlines?: Deadlines;
}): Receiver {
  const { appToken, clientOptions, log, deadlines = slackDeadlines } = parts;
  const socket = new SocketModeClient({ appToken, clientOptions, logger: sdkLogger(log) });
  const underWay = new Set<Promise<void>>();
  let app: App | undefined;
  let isStopping = false;
  socket.on("slack_event", (envelope: Envelope) => {
    // Left unacknowledged: Slack sends events again and shows the clicker a warning.
    if (app === undefined || isStopping) return;
    const work = takeEnvelope(app, envelope, deadlines, log).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  return {
    init: (bolt) => {
      app = bolt;
    },
    start: () => socket.start().catch((error) => Promise.reject(notConnected(error))),
    stop: async () => {
      isStopping = true;
      await within(deadlines.ackMs, Promise.allSettled([...underWay]));
      await within(closeMs, socket.disconnect());
    },
  };
}

// A socket whose other end is gone would take 30 s to close.
const closeMs = 2_000;

const within = (ms: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, pause(ms, undefined, { ref: false })]);

const notConnected = (cause: unknown) =>
  new SlackRefused(
    `Slack did not open a socket (${causeOf(cause)}). Check the app token, and that the app has Socket Mode switched on.`,
    { cause },
  );

/** Lets Bolt process one envelope and acknowledges it if that was done in time. Never rejects. */
export async function takeEnvelope(
  app: Pick<App, "processEvent">,
  envelope: Envelope,
  deadlines: Deadlines,
  log: Log,
): Promise<void> {
  const commit = new AbortController();
  const commitTimer = setTimeout(() => commit.abort(), deadlines.commitMs);
  let isLate = false;
  const ackTimer = setTimeout(() => {
    isLate = true;
    log.warn(
      "Slack was not answered in time; the thread shows what was recorded.",
      about(envelope),
    );
  }, deadlines.ackMs);
  try {
    const response = await processed(app, envelope, commit.signal);
    if (!isLate) await acknowledge(envelope, response, log);
  } catch (error) {
    log.error("A request from Slack failed and was not acknowledged.", {
      ...about(envelope),
      cause: causeOf(error),
    });
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
    body: envelope.body,
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
async function acknowledge(envelope: Envelope, response: object | undefined, log: Log) {
  try {
    await envelope.ack(response);
  } catch (error) {
    log.warn("Slack could not be told that a request was recorded.", {
      ...about(envelope),
      cause: causeOf(error),
    });
  }
}

const about = (envelope: Envelope) => ({ envelope: envelope.type, kind: envelope.body.type });
