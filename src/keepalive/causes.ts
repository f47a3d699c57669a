import { answering } from "./causes/answering.ts";
import type { Case, CauseName, CauseState, Ruling } from "./causes/case.ts";
import { closing } from "./causes/closing.ts";
import { connecting } from "./causes/connecting.ts";
import { functions } from "./causes/functions.ts";
import { neighbours } from "./causes/neighbours.ts";
import type { PatternObservation, Signs } from "./differential.ts";
import type { PatternFinding } from "./pattern.ts";

export type { CauseName, CauseState } from "./causes/case.ts";

/**
 * One cause of the differential. *in*: the metrics speak for it. *out*: they exclude it, all but a few of the failures. *open*:
 * they cannot tell. `threshold` says what would rule it in or out, `source` where value and threshold come from.
 */
export interface Cause extends Ruling {
  readonly cause: CauseName;
}

/**
 * Rules on every documented cause of a 502 (ELB user guide, load-balancer-troubleshooting), on what looks like one, and on its
 * neighbours. No cause gets a share of the failures: metrics cannot tell one failure from another.
 */
export function causesOf(
  signs: Signs,
  finding: PatternFinding,
  observation: PatternObservation,
): readonly Cause[] {
  const given: Case = { signs, finding, groups: observation.groups, path: observation.path ?? [] };
  return order.map((cause) => ({ cause, ...judges[cause](given) }));
}

/** What is ruled out and why, a sentence each. */
export const ruledOutSays = (causes: readonly Cause[]): readonly string[] =>
  causes
    .filter(({ state }) => state === "out")
    .map(
      ({ cause, reason, value, source }) => `Not ${named[cause]}: ${reason} (${source}: ${value}).`,
    );

/** A cause in words: "the keep-alive race". */
export const causeInWords = (cause: CauseName): string => named[cause];

/** A state in words, for people. */
export const stateInWords: { readonly [state in CauseState]: string } = {
  in: "fits",
  out: "ruled out",
  open: "open",
};

const judges = { ...closing, ...connecting, ...answering, ...functions, ...neighbours };

const named: { readonly [cause in CauseName]: string } = {
  "idle-race": "the keep-alive race",
  "inner-race": "a keep-alive race behind a proxy",
  "idle-closed-otherwise": "idle connections closed by a reload, a recycled worker or a cap",
  "closed-mid-request": "a target that closed while it worked on a request",
  deregistration: "a target that left during a request",
  "connect-reset": "a target that reset new connections",
  "connect-unreachable": "a target that could not be reached",
  "tls-handshake": "a failed TLS handshake with a target",
  "malformed-response": "a malformed response",
  "large-headers": "response headers over 32 K",
  "app-502": "the application's own 502",
  "lambda-body": "a Lambda response over 1 MB",
  "lambda-timeout": "a Lambda function that ran out of time",
  "lambda-error": "a Lambda function that failed or was throttled",
  "unhealthy-targets": "targets that fail their health checks",
  "no-targets-503": "503, no target to send requests to",
  "silent-504": "504, a target that was silent for too long",
  "client-460": "460, a client that gave up",
};

const order = Object.keys(named) as readonly CauseName[];
