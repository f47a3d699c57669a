import { choice, defineProbe, loadBalancerKind, seconds } from "../define-probe.ts";

/** The deregistration delay against what a responder said of how targets stop. */
export const drain = defineProbe({
  id: "alb.drain",
  version: 1,
  doing: "Comparing the deregistration delay with the time that a target has to stop",
  role: "check",
  needs: { loadBalancer: loadBalancerKind },
  takes: { gracePeriod: seconds, preStop: seconds, readinessGate: choice, closesIdle: choice },
  findings: ["too-short", "fits", "unknown"],
  numbers: {},
});
