import { aNumber } from "#language";
import { defineProbe, loadBalancerKind, serversKind } from "../define-probe.ts";

/** What a person can do at once, each with its command, how safe it is by what was measured, and how to undo it. */
export const relief = defineProbe({
  id: "alb.relief",
  version: 1,
  doing: "Looking for what relieves now, and whether it is safe",
  role: "check",
  needs: { loadBalancer: loadBalancerKind },
  takes: { path: serversKind },
  findings: [
    "lower-idle-timeout",
    "raise-backend",
    "stop-reuse",
    "proxy-side",
    "targets",
    "hold-deploys",
    "take-back",
    "none",
  ],
  numbers: { albIdleSeconds: aNumber },
});
