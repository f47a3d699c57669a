import { during, refused } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const connectUnreachable: Scenario = {
  name: "connect-unreachable",
  title: "A network rule between load balancer and targets",
  report: "Since a change in the network some requests fail, on every page.",
  hint: "Unreachable counts like refused: look at security groups and network ACLs too.",
  truth: {
    says: "A network ACL rejects part of the connections to the targets; ICMP says so at once.",
    verdict: ["connect-refused"],
    walk: [
      { step: "confirmPattern", choice: "connect-refused", settles: true },
      { step: "connectionsRefused", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures match TargetConnectionErrorCount minute by minute.",
      "alb.logs": "The three times of each failure are -1: nothing was sent.",
    },
  },
  path: [node(75)],
  logs: true,
  causes: ({ began }) => [during(began / 1_000, Number.POSITIVE_INFINITY, refused(0.02))],
};
