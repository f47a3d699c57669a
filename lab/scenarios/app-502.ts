import { app502 } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const appFails: Scenario = {
  name: "app-502",
  title: "The application answers 502 itself",
  report: "Checkout fails with 502 for some customers.",
  hint: "Counted as the targets' own 5xx: the application's log names the cause.",
  truth: {
    says: "The application passes the 502 of a payment provider on. The load balancer is not involved.",
    verdict: ["target-error"],
    walk: [
      { step: "confirmPattern", choice: "target-error", settles: true },
      { step: "applicationFails", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "HTTPCode_Target_5XX_Count rises, HTTPCode_ELB_502_Count does not.",
      "alb.logs": "The targets answered 502 themselves.",
    },
  },
  path: [node(75)],
  logs: true,
  causes: () => [app502(0.004)],
};
