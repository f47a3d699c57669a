import { setTimeout as pauseFor } from "node:timers/promises";
import { limitSignal } from "../deadline.ts";
import type { Clock, Ids, Log } from "../engine/ports.ts";
import type { SendQuota } from "../engine/send-quota.ts";
import { formatWhole, plural } from "../language/amounts.ts";

/** Says when requests of the bot's own may be sent. */
export interface Permits {
  /** Asked before each look that sends, with the most that it may send. Never rejects. */
  readonly ask: (wanted: WantedPermit) => Promise<Permit>;
}

export interface WantedPermit {
  /** What the requests burden, the same for every look that sends there: an ARN, a host. */
  readonly destination: string;
  /** That in a sentence: "this host". */
  readonly called: string;
  readonly requests: number;
}

export type Permit =
  | {
      readonly kind: "granted";
      /** Aborts when somebody else may send. */
      readonly signal: AbortSignal;
      /** Lets others send; tells how many were sent. Never rejects. */
      readonly end: (sent: number) => Promise<void>;
    }
  /** Why nothing may be sent now, in a sentence. */
  | { readonly kind: "refused"; readonly why: string; readonly isBusy?: true };

/** What an operator allows. */
export interface TrafficSettings {
  readonly isAllowed: boolean;
  /** Requests to one destination in any hour, over all runs and replicas. */
  readonly perHour: number;
}

/**
 * One look at a time sends to a destination, over all processes of one database, and no more in an hour than the operator
 * allows. A process that died frees its place within a minute.
 */
export function createPermits(parts: {
  readonly traffic: SendQuota;
  readonly settings: TrafficSettings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): Permits {
  const { traffic, settings, clock, ids, log } = parts;
  const ask: Permits["ask"] = async ({ destination, called, requests }) => {
    if (!settings.isAllowed) return { kind: "refused", why: switchedOff };
    const lease = ids();
    const wanted = { lease, destination, requests, leaseMs, perHour: settings.perHour };
    try {
      const begun = await traffic.begin(wanted, clock());
      if (begun.kind === "busy") return { kind: "refused", why: busy(called), isBusy: true };
      if (begun.kind === "begun") return granted(parts, lease);
      return { kind: "refused", why: spent(settings, called, requests, begun.sent) };
    } catch (error) {
      log.warn("Whether requests may be sent could not be read. None were", error);
      return { kind: "refused", why: unknown };
    }
  };
  return { ask };
}

/** Sends what is permitted, with a signal that aborts when somebody else may send. Rejects as `send` does. */
export async function runPermitted<Sent extends { readonly sent: number }>(
  permits: Permits,
  wanted: WantedPermit,
  send: (allowed: AbortSignal) => Promise<Sent>,
): Promise<Sent | NotSent> {
  const permit = await permits.ask(wanted);
  if (permit.kind === "refused") return permit;
  // Where it fails, nobody knows how many went out.
  let sent = wanted.requests;
  try {
    const done = await send(permit.signal);
    sent = done.sent;
    return done;
  } finally {
    await permit.end(sent);
  }
}

/** Why nothing was sent, in a sentence. */
type NotSent = Omit<Extract<Permit, { readonly kind: "refused" }>, "kind">;

/** The same for what takes a moment: while another look sends there, it waits for its turn, 15 s at most. */
export async function runPermittedInTurn<Sent extends { readonly sent: number }>(
  permits: Permits,
  wanted: WantedPermit,
  signal: AbortSignal,
  send: (allowed: AbortSignal) => Promise<Sent>,
): Promise<Sent | NotSent> {
  const until = limitSignal(signal, 15_000);
  for (;;) {
    const done = await runPermitted(permits, wanted, send);
    if (!("why" in done) || done.isBusy !== true || until.aborted) return done;
    await pauseFor(250, undefined, { signal: until }).catch(() => undefined);
  }
}

/** A person at a terminal, who asks once. */
export const ownPermits: Permits = {
  ask: async () => ({
    ...{ kind: "granted", signal: new AbortController().signal },
    end: async () => undefined,
  }),
};

/** A process that sends nothing. */
export const noPermits: Permits = {
  ask: async () => ({ kind: "refused", why: "This process sends no requests." }),
};

const leaseMs = 60_000;

function granted(
  { traffic, clock, log }: Parameters<typeof createPermits>[0],
  lease: string,
): Permit {
  const lost = new AbortController();
  let goodUntil = performance.now() + leaseMs;
  const renewing = setInterval(async () => {
    const began = performance.now();
    const held = await traffic.renew(lease, clock() + leaseMs).catch(() => undefined);
    if (held) goodUntil = began + leaseMs;
    if (held === false || performance.now() > goodUntil - leaseMs / 4) lost.abort();
  }, leaseMs / 6);
  renewing.unref();
  const end = async (sent: number) => {
    clearInterval(renewing);
    await traffic
      .end(lease, sent, clock())
      .catch((error) => log.warn("That requests are sent no more was not recorded", error));
  };
  return { kind: "granted", signal: lost.signal, end };
}

const switchedOff = "Your operator switched requests of Handrail's own off (HANDRAIL_SENDING).";
const busy = (called: string): string =>
  `Another look is sending requests to ${called}, and one at a time does. Look again when it is over.`;
const unknown = "Whether another look sends requests just now could not be read. Look again.";

const spent = (
  { perHour }: TrafficSettings,
  called: string,
  wanted: number,
  sent: number,
): string =>
  `${plural(sent, "request")} of Handrail's own went to ${called} within an hour, and ${formatWhole(wanted)} more would be over the ${formatWhole(perHour)} that your operator allows (HANDRAIL_SENDING_PER_HOUR). Ask for fewer, or wait.`;
