import { aNumber, anObject, orNull } from "#language";
import {
  choice,
  defineProbe,
  loadBalancerKind,
  number,
  seconds,
  strengthMeans,
  url,
} from "../define-probe.ts";
import { sentNumbers } from "../traffic/own-requests.ts";

/** Bursts of requests, so far apart that the connections of one burst are just being closed at the next. */
export const catchRace = defineProbe({
  id: "alb.catch",
  version: 1,
  doing: "Sending bursts of requests, so far apart that idle connections are just being closed",
  role: "retest",
  strengthMeans: strengthMeans.metrics,
  needs: { loadBalancer: loadBalancerKind },
  takes: {
    url,
    method: choice,
    most: number,
    closes: seconds,
    sendBefore: choice,
    sendAfter: choice,
  },
  findings: ["caught", "not-caught", "not-enough", "no-control", "not-comparable", "refused"],
  numbers: {
    ...sentNumbers,
    /** Failures and requests. */
    aimed: anObject({ k: aNumber, n: aNumber }),
    idleSeconds: aNumber,
    burst: aNumber,
    load: orNull(aNumber),
    start: orNull(aNumber),
  },
  moreSeconds: 600,
});
