import type { PatternFinding } from "../pattern/pattern-finding.ts";
import type { PatternObservation, Signs } from "../pattern/signs.ts";
import { closingCauses } from "./closing-causes.ts";
import { connectionCauses } from "./connection-causes.ts";
import { lambdaCauses } from "./lambda-causes.ts";
import { neighbouringCauses } from "./neighbouring-causes.ts";
import { responseCauses } from "./response-causes.ts";
import type { CauseName, CauseRuling, CauseState, RulingInputs } from "./ruling.ts";
import { type Decider, deciderOf } from "./what-would-settle.ts";

export type { CauseName, CauseState } from "./ruling.ts";

/**
 * One cause of the differential. *in*: the metrics speak for it. *out*: they exclude it, all but a few of the failures. *open*:
 * they cannot tell, and `decidedBy` says what would. `threshold` says what would rule it in or out, `source` where value and threshold come from.
 */
export interface Cause extends CauseRuling, Partial<Decider> {
  readonly cause: CauseName;
}

/** The cause under another ruling, which needs no more to decide it. */
export const withRuling = (cause: Cause, ruling: CauseRuling): Cause => {
  const { decidedBy: _, canBeHad: __, ...kept } = cause;
  return { ...kept, ...ruling };
};

/**
 * Rules on every documented cause of a 502 (ELB user guide, load-balancer-troubleshooting), on what looks like one, and on its
 * neighbours. No cause gets a share of the failures: metrics cannot tell one failure from another.
 */
export function ruleOnCauses(
  signs: Signs,
  finding: PatternFinding,
  observation: PatternObservation,
): readonly Cause[] {
  const { groups, path = [], settings = null } = observation;
  const given: RulingInputs = { signs, finding, groups, path, settings };
  return order.map((cause) => {
    const ruling = judges[cause](given);
    return { cause, ...ruling, ...(ruling.state === "open" ? deciderOf(cause, given) : {}) };
  });
}

/**
 * What readers of an incident ask about, where it is ruled out, with its reason, a sentence each. One reason is said once, and
 * what the targets cannot have anyway (a function, TLS) is not said at all.
 */
export function ruledOutSays(causes: readonly Cause[]): readonly string[] {
  const reasons = new Map<string, string>();
  for (const [name, says] of Object.entries(askedAbout)) {
    const ruling = causes.find(({ cause, state }) => cause === name && state === "out");
    if (ruling === undefined || (isAbsent(ruling) && ruling.cause !== "idle-race")) continue;
    const reason = `${ruling.reason} (${ruling.source})`;
    if (!reasons.has(reason)) reasons.set(reason, `${says} ruled out: ${reason}.`);
  }
  return [...reasons.values()];
}

const isAbsent = ({ source }: Cause): boolean => source === "DescribeTargetGroups";

/** A cause in words: "the keep-alive race". */
export const causeInWords = (cause: CauseName): string => named[cause];

export const stateInWords: { readonly [state in CauseState]: string } = {
  in: "fits",
  out: "ruled out",
  open: "open",
};

const judges = {
  ...closingCauses,
  ...connectionCauses,
  ...responseCauses,
  ...lambdaCauses,
  ...neighbouringCauses,
};

const askedAbout: { readonly [cause in CauseName]?: string } = {
  "idle-race": "The keep-alive race is",
  deregistration: "Targets that leave during a request are",
  "unhealthy-targets": "Targets that fail their health checks are",
  "connect-reset": "Connections that targets refuse are",
  "tls-handshake": "Failed TLS handshakes with targets are",
  "silent-504": "Targets that are silent for too long (504) are",
  "app-502": "The application's own 502s are",
  "inner-race": "A keep-alive race behind a proxy is",
  "lambda-error": "A Lambda function that failed or was throttled is",
};

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
