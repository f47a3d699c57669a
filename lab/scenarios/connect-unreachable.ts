import { during, refused } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const connectUnreachable: Scenario = {
  name: "connect-unreachable",
  title: "A firewall on the targets",
  report: "Since a change on the servers some requests fail, on every page.",
  hint: "A firewall that rejects counts like refused; security groups and network ACLs drop silently, which is a 504 after ten seconds.",
  truth: {
    says: "A firewall on the targets rejects part of the connections; ICMP says so at once.",
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
