import { aNumber } from "#language";
import { defineProbe, loadBalancer, servers } from "../define-probe.ts";

/** What a person can do at once, each with its command, how safe it is by what was measured, and how to undo it. */
export const relief = defineProbe({
  id: "alb.relief",
  version: 1,
  doing: "Looking for what relieves now, and whether it is safe",
  role: "check",
  needs: { loadBalancer },
  takes: { path: servers },
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
