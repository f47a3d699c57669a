import { aNumber, anObject, listOf, orNull } from "#language";
import {
  choice,
  defineProbe,
  loadBalancerKind,
  number,
  seconds,
  serversKind,
  url,
} from "../define-probe.ts";
import { sentNumbers } from "../traffic/own-requests.ts";

/** Fresh requests through the load balancer's own addresses, then the 502s since the last change against those before the first. */
export const retest = defineProbe({
  id: "alb.retest",
  version: 1,
  doing: "Sending fresh requests and counting 502s since the change",
  role: "retest",
  needs: { loadBalancer: loadBalancerKind },
  takes: { url, method: choice, path: serversKind, count: number, pause: seconds },
  findings: ["fixed", "not-enough", "still-failing", "not-comparable"],
  numbers: {
    ...sentNumbers,
    /** The count before the change, where this look made it; requests, failures and load of each period. */
    baseline: anObject({ from: aNumber, to: aNumber, slices: listOf(listOf(aNumber)) }),
    /** From when it counted; milliseconds since the epoch. */
    start: orNull(aNumber),
  },
  moreSeconds: 300,
});
