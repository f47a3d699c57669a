import { aNumber, anObject, aText, listOf, orNull } from "#language";
import {
  choice,
  defineProbe,
  loadBalancerKind,
  serversKind,
  strengthMeans,
} from "../define-probe.ts";

const counts = listOf(orNull(aNumber));

/** What failed over the window of the fact `window`, and what the metrics make most probable. */
export const pattern = defineProbe({
  id: "alb.pattern",
  version: 1,
  doing: "Reading the load balancer's metrics and target health",
  role: "diagnosis",
  strengthMeans: strengthMeans.metrics,
  needs: { loadBalancer: loadBalancerKind },
  takes: { window: choice, path: serversKind },
  findings: [
    "keepalive-race",
    "inner-hop-race",
    "deploy",
    "targets-down",
    "connect-refused",
    "tls",
    "target-error",
    "quiet",
    "no-traffic",
    "too-few",
    "unclear",
  ],
  // Times in milliseconds since the epoch.
  numbers: {
    requests: aNumber,
    failures502: aNumber,
    share: orNull(aNumber),
    shape: aText,
    since: orNull(aNumber),
    last: orNull(aNumber),
    windowStart: aNumber,
    windowEnd: aNumber,
    unread: listOf(aText),
    chart: anObject(
      { from: aNumber, periodSeconds: aNumber, requests: counts, failures502: counts },
      { target5xx: counts },
    ),
  },
  weighs: "metrics",
  helps: true,
});
