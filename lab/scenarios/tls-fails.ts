import { tlsFailure } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const tlsFails: Scenario = {
  name: "tls-fails",
  title: "TLS handshakes with the targets fail",
  report: "Since this morning a few requests in a thousand fail with 502.",
  hint: "TargetTLSNegotiationErrorCount in the same minutes: no request was ever sent.",
  truth: {
    says: "One of the workers was started with a new TLS policy, which the load balancer cannot speak.",
    verdict: ["tls"],
    walk: [
      { step: "confirmPattern", choice: "tls", settles: true },
      { step: "tlsFails", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures match TargetTLSNegotiationErrorCount minute by minute.",
      "alb.logs": "The three times of each failure are -1: nothing was sent.",
    },
  },
  path: [node(75)],
  group: { protocol: "HTTPS" },
  logs: true,
  causes: () => [tlsFailure(0.003)],
};
