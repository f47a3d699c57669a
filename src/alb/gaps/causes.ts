import type { GapResult } from "./gap-test.ts";
import type { LogAnswers, SignatureCount } from "./log-answers.ts";
import type { Signature } from "./signatures.ts";

/**
 * Why requests failed with 502, as far as access logs tell.
 * - keepalive-race: the share of race-shaped 502s that the gap test shows
 * - target-error: the application answered 502 itself
 * - connect-refused, tls: not dispatched, where metrics say which; no-connection where they do not
 * - killed: closed while the application was at work
 * - bad-response: the load balancer refused the response
 * - failing-url: closed, and its URL fails too often for chance: a response that is refused, or a request that ends its process
 * - lambda-body, lambda: by its error reason; no-target: answered before a target was chosen
 * - unexplained: closed at once or soon, by the race or a dying process, which nothing tells apart
 */
export const logCauses = [
  "keepalive-race",
  "target-error",
  "connect-refused",
  "tls",
  "no-connection",
  "killed",
  "bad-response",
  "failing-url",
  "lambda-body",
  "lambda",
  "no-target",
  "unexplained",
] as const;

export type LogCause = (typeof logCauses)[number];

/** A cause with the number of 502s it explains. */
export interface CauseShare {
  readonly cause: LogCause;
  readonly count: number;
  /** Of all 502s, 0 to 1. */
  readonly share: number;
}

/** CloudWatch's sums over the same time, where they were read; null where not. */
export interface CloudWatchSums {
  readonly failures502: number | null;
  /** What the logs hold of them over the same time, where that is not all that was read; the logs' newest files may be missing. */
  readonly logged502?: number;
  readonly connectionErrors: number | null;
  readonly tlsErrors: number | null;
}

/** A tested family with what the gap test says of it. */
export interface TestedFamily {
  readonly group: string;
  readonly shape: Signature;
  /** Candidates before thinning. */
  readonly before: number;
  readonly result: GapResult;
}

/** Shares the 502s out among the causes, most first; each is counted once. */
export function shareOut(
  answers: LogAnswers,
  families: readonly TestedFamily[],
  counted?: CloudWatchSums,
): readonly CauseShare[] {
  const counts = new Map<LogCause, number>();
  const add = (cause: LogCause, count: number) =>
    counts.set(cause, (counts.get(cause) ?? 0) + count);
  for (const one of answers.signatures) add(causeOf(one, counted), one.count);
  for (const family of families) {
    const lost = lostRaces(family);
    const from: LogCause = family.shape === "no-connection" ? noConnection(counted) : "unexplained";
    const moved = Math.min(lost, counts.get(from) ?? 0);
    add(from, -moved);
    add("keepalive-race", moved);
  }
  const all = answers.signatures.reduce((sum, { count }) => sum + count, 0);
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([cause, count]) => ({ cause, count, share: count / all }))
    .sort((one, other) => other.count - one.count);
}

/** How many of a family's 502s are lost races: the excess over chance among those looked at, for all of them. */
export function lostRaces({ result, before }: TestedFamily): number {
  if (result.verdict !== "shown") return 0;
  const share = (result.hits - result.expected) / (result.failures - result.expected);
  return Math.round(Math.min(1, share) * before);
}

function causeOf({ signature, failingUrl }: SignatureCount, counted?: CloudWatchSums): LogCause {
  switch (signature) {
    case "app":
      return "target-error";
    case "lambda-body":
    case "lambda":
    case "no-target":
    case "bad-response":
      return signature;
    case "no-connection":
      return noConnection(counted);
    case "cut-off":
      return "killed";
    case "race-shaped":
    case "cut-off-soon":
      return failingUrl ? "failing-url" : "unexplained";
    case "other":
      return "unexplained";
    default:
      return signature satisfies never;
  }
}

/** The log looks the same for a refused connection and a failed handshake; CloudWatch counts them apart. */
function noConnection(counted?: CloudWatchSums): LogCause {
  const { connectionErrors = null, tlsErrors = null } = counted ?? {};
  if (connectionErrors === null || tlsErrors === null) return "no-connection";
  if (connectionErrors > 0 && tlsErrors === 0) return "connect-refused";
  return tlsErrors > 0 && connectionErrors === 0 ? "tls" : "no-connection";
}

/** The causes in words, to stand after "The largest share is". */
export const causeNames: { readonly [cause in LogCause]: string } = {
  "keepalive-race": "the keep-alive race",
  "target-error": "the application answering 502 itself",
  "connect-refused": "refused connections",
  tls: "failed TLS handshakes with the target",
  "no-connection": "requests that were never dispatched (refused, reset or failed TLS)",
  killed: "connections closed while the application was at work",
  "bad-response": "responses that the load balancer refuses (malformed, or headers over 32 K)",
  "failing-url":
    "particular URLs, whose responses the load balancer refuses (malformed, or headers over 32 K) or whose requests end their process",
  "lambda-body": "Lambda responses over 1 MB",
  lambda: "the Lambda function failing",
  "no-target": "requests for which no target was chosen",
  unexplained: "connections closed at once, for a reason that the logs do not tell",
};

/**
 * What the access logs say.
 * - none: no 502 among the requests
 * - keepalive-race: the gap test shows the race, and it explains at least half of the 502s
 * - mixed: the race is shown, and other causes explain more than half
 * - other-cause: no race is shown, and named causes explain at least four fifths
 * - unclear: all else
 * - unreadable: no ALB log line of this time at all
 */
export type LogVerdict =
  | "none"
  | "keepalive-race"
  | "mixed"
  | "other-cause"
  | "unclear"
  | "unreadable";
