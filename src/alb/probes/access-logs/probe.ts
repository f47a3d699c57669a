import { aNumber, anObject, aText, listOf, oneOf, orNull } from "#language";
import { logCauses } from "../../gaps/causes.ts";
import { choice, defineProbe, loadBalancerKind, strengthMeans } from "../define-probe.ts";

/** An idle timeout that failures betray, with the lags that it comes from; seconds. */
const inferred = { seconds: aNumber, low: aNumber, high: aNumber };

/** The load balancer's access logs of the window, the newest part of them where they are too many, each 502 told apart. */
export const accessLogs = defineProbe({
  id: "alb.logs",
  version: 1,
  doing: "Reading the load balancer's access logs",
  role: "diagnosis",
  strengthMeans: strengthMeans.logs,
  needs: { loadBalancer: loadBalancerKind },
  takes: { window: choice },
  findings: [
    "keepalive-race",
    // The race is shown, and other causes explain more than half.
    "mixed",
    // Most come in bursts, while targets come and go.
    "deploy",
    "killed-mid-request",
    "connect-refused",
    "tls",
    "bad-response",
    "target-error",
    "too-few",
    "logs-off",
    "not-delivered",
    "unclear",
  ],
  numbers: {
    requests: aNumber,
    failures: aNumber,
    /** Each 502 counted once. */
    causes: listOf(anObject({ cause: oneOf(...logCauses), count: aNumber, share: aNumber })),
    gapTests: listOf(aText),
    /** Where a test is weak: the largest share of failures that would have to follow one length, null where none would do. */
    gapNeeds: orNull(aNumber),
    /** Requests that got 460. */
    gaveUp: orNull(aNumber),
    longestIdle: orNull(aNumber),
    gapHistogram: orNull(anObject({ timeout: orNull(anObject(inferred)) })),
    inferredTimeout: orNull(anObject(inferred)),
    /** Which targets fail how. */
    signatures: listOf(anObject({ group: aText, target: orNull(aText), count: aNumber })),
    /** 5xx that the targets answered themselves, and how many of them were 502. */
    own5xx: anObject({ all: aNumber, gateway: aNumber }),
    unread: listOf(aText),
    read: anObject({}, { athenaDollars: aNumber }),
  },
  weighs: "logs",
  helps: true,
  moreSeconds: 840,
});
