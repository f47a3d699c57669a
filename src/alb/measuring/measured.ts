import type { IdleAnswer } from "../fields/field-builders.ts";
import type { ConnectionHeaders, ConnectionOutcome, Fate } from "./connection-outcome.ts";

/** What a measurement came to. Plain data; seconds throughout. */
export interface Measured {
  /**
   * "closed": an idle connection is closed after `seconds`. "at-least": it was still open then. "closes": after each response.
   * "unreachable": no connection was opened. "unknown": nothing can be said, and `why` says why.
   */
  readonly outcome: "closed" | "at-least" | "closes" | "unreachable" | "unknown";
  /** The earliest close, which is the one that hurts; for "at-least" what every connection lasted. */
  readonly seconds: number | null;
  /** How far `seconds` may be off: the round trip, and how late this process may have noticed. */
  readonly resolutionSeconds: number;
  readonly by: "fin" | "rst" | null;
  /** For "closes": whether a Connection: close header said so. */
  readonly announced: boolean | null;
  readonly why: string | null;
  /** What its responses say themselves: `Keep-Alive: timeout=5, max=100`, and the last status. */
  readonly says: Pick<ConnectionHeaders, "timeoutSeconds" | "maxRequests"> & {
    readonly status: number | null;
  };
  /** The earliest and the latest close of connections that waited alike; null with fewer than two. */
  readonly spread: { readonly from: number; readonly to: number; readonly coarse: boolean } | null;
  /** A limit of requests that was met on one connection. */
  readonly requestCap: { readonly requests: number; readonly announced: boolean } | null;
  /** What became of the second request on a connection after this time; null where none was sent. */
  readonly reuse: { readonly afterSeconds: number; readonly worked: boolean } | null;
  /** What became of a connection on which nothing was sent. */
  readonly silent: Exclude<Fate, { readonly kind: "failed" }> | null;
}

/** Shorter than this after a response, a close is part of the response. */
const atOnceSeconds = 0.05;

export function measuredFrom(held: readonly ConnectionOutcome[]): Measured {
  const waits = held.filter(({ kind, answer }) => kind !== "silent" && answer !== null);
  const idle = waits.filter((one) => one.answer?.lastOne === false && !isCapped(one));
  const first = earliest(idle);
  const resolutionSeconds = resolutionOf(first === undefined ? idle : [first.held]);
  const common = { ...nothing, resolutionSeconds, says: saysOf(waits), silent: silentOf(held) };
  if (waits.length === 0) return { ...common, ...failureOf(held) };
  if (idle.length === 0) return { ...common, ...afterResponse(waits, true) };
  if (first !== undefined && first.seconds <= atOnceSeconds) {
    return { ...common, ...afterResponse(idle, false) };
  }
  const seconds = first?.seconds ?? lastedIn(idle);
  return {
    ...common,
    outcome: first === undefined ? (seconds === null ? "unknown" : "at-least") : "closed",
    seconds: seconds === null ? null : rounded(seconds),
    by: first?.by ?? null,
    why: seconds === null ? brokenOff : null,
    spread: spreadOf(idle),
    requestCap: capOf(waits),
    reuse: reuseOf(idle),
  };
}

/** A measurement as an answer on how a server closes, as a responder would have given it; `where` names the address. */
export function measuredAnswer(measured: Measured, where: string): IdleAnswer {
  const { outcome, seconds, announced } = measured;
  if (outcome === "closes") {
    return { how: "measured", state: announced === false ? "closes-silently" : "closes", where };
  }
  if (seconds === null) return { how: "unknown" };
  const exact = nominalSeconds(seconds, measured.resolutionSeconds);
  return outcome === "at-least"
    ? { how: "measured", seconds: Math.floor(seconds * 10) / 10, state: "at-least", where }
    : { how: "measured", seconds: exact, where };
}

/** The tenth of a second that is meant, where the measurement cannot tell it from what was seen. */
export function nominalSeconds(seconds: number, resolutionSeconds: number): number {
  const tenth = Math.round(seconds * 10) / 10;
  return Math.abs(tenth - seconds) <= resolutionSeconds ? tenth : Math.round(seconds * 100) / 100;
}

const nothing: Measured = {
  outcome: "unknown",
  seconds: null,
  resolutionSeconds: 0,
  by: null,
  announced: null,
  why: null,
  says: { timeoutSeconds: null, maxRequests: null, status: null },
  spread: null,
  requestCap: null,
  reuse: null,
  silent: null,
};

const brokenOff = "The measuring ended before a connection had waited for anything.";

function failureOf(held: readonly ConnectionOutcome[]): Pick<Measured, "outcome" | "why"> {
  const failures = held.flatMap(({ fate }) => (fate.kind === "failed" ? [fate] : []));
  const reached = failures.find((fate) => fate.reached);
  const why = (reached ?? failures[0])?.why ?? brokenOff;
  const isOut = failures.length > 0 && reached === undefined;
  return { outcome: isOut ? "unreachable" : "unknown", why };
}

/** Servers close after an error where they would keep a connection otherwise, so only a success tells. */
function afterResponse(waits: readonly ConnectionOutcome[], announced: boolean): Partial<Measured> {
  const { status = 0 } = waits[0]?.answer ?? {};
  return status >= 400
    ? { outcome: "unknown", why: refusedRequest(status) }
    : { outcome: "closes", announced };
}

const refusedRequest = (status: number) =>
  `It answered ${status} and closed the connection, which says nothing about its idle timeout. Ask with GET, or for a path that it answers with 200.`;

interface Closed {
  readonly held: ConnectionOutcome;
  readonly seconds: number;
  readonly by: "fin" | "rst";
}

function closesIn(held: readonly ConnectionOutcome[]): readonly Closed[] {
  return held.flatMap((one) => (one.fate.kind === "closed" ? [{ ...one.fate, held: one }] : []));
}

/** The one that was closed first for certain: what one may be off by counts against it. */
const earliest = (held: readonly ConnectionOutcome[]): Closed | undefined =>
  closesIn(held).toSorted((one, other) => latest(one) - latest(other))[0];

const latest = ({ seconds, held }: Closed) => seconds + held.offSeconds;

/** What every connection lasted. One that is used again stops waiting then, so it counts only where none waits for longer. */
function lastedIn(idle: readonly ConnectionOutcome[]): number | null {
  const of = (kind: Fate["kind"]) =>
    idle.flatMap(({ fate }) => (fate.kind === kind && "seconds" in fate ? [fate.seconds] : []));
  const [lasted = []] = [of("open"), of("used-again")].filter(({ length }) => length > 0);
  return lasted.length === 0 ? null : Math.min(...lasted);
}

/** Never better than the 10 ms that timers may be off by. */
const resolutionOf = (held: readonly ConnectionOutcome[]): number =>
  rounded(
    Math.max(0.01, ...held.map((one) => Math.max(one.offSeconds, one.roundTripSeconds ?? 0))),
  );

function spreadOf(idle: readonly ConnectionOutcome[]): Measured["spread"] {
  const alike = closesIn(idle.filter(({ kind }) => kind === "asked" || kind === "reused"));
  if (alike.length < 2) return null;
  const seconds = alike.map((one) => one.seconds);
  const from = Math.min(...seconds);
  const to = Math.max(...seconds);
  const coarse = to - from > Math.max(0.2, 3 * resolutionOf(alike.map((one) => one.held)));
  return { from: rounded(from), to: rounded(to), coarse };
}

/** Closed before all its requests were answered, or with the last answer though others go on. */
const isCapped = ({ kind, wanted, answered, fate }: ConnectionOutcome): boolean =>
  kind === "repeated" && fate.kind === "closed" && answered < wanted;

function capOf(waits: readonly ConnectionOutcome[]): Measured["requestCap"] {
  const one = waits.find(({ kind }) => kind === "repeated");
  if (one === undefined || one.answer === null) return null;
  if (!isCapped(one) && !one.answer.lastOne) return null;
  return { requests: one.answered, announced: one.answer.lastOne };
}

function reuseOf(idle: readonly ConnectionOutcome[]): Measured["reuse"] {
  const tried = idle.flatMap(({ fate }) =>
    fate.kind === "used-again" || fate.kind === "dead" ? [fate] : [],
  );
  if (tried.length === 0) return null;
  return {
    afterSeconds: rounded(Math.min(...tried.map(({ seconds }) => seconds))),
    worked: tried.every(({ kind }) => kind === "used-again"),
  };
}

function silentOf(held: readonly ConnectionOutcome[]): Measured["silent"] {
  const fate = held.find(({ kind }) => kind === "silent")?.fate;
  if (fate === undefined || fate.kind === "failed") return null;
  return { ...fate, seconds: rounded(fate.seconds) };
}

function saysOf(waits: readonly ConnectionOutcome[]): Measured["says"] {
  const answers = waits.flatMap(({ answer }) => answer ?? []);
  const first = answers.find(({ timeoutSeconds }) => timeoutSeconds !== null) ?? answers[0];
  const caps = answers.flatMap(({ maxRequests }) => maxRequests ?? []);
  return {
    timeoutSeconds: first?.timeoutSeconds ?? null,
    // It counts down with each request, so the highest is nearest to the setting.
    maxRequests: caps.length === 0 ? null : Math.max(...caps),
    status: answers[0]?.status ?? null,
  };
}

const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;
