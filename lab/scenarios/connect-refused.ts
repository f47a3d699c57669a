import { refused } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const connectRefused: Scenario = {
  name: "connect-refused",
  title: "Targets that refuse new connections",
  report: "A few requests in a thousand fail with 502. The health checks pass.",
  hint: "TargetConnectionErrorCount in the same minutes: the connection never opened.",
  truth: {
    says: "The listen queue of the server is full at times, and new connections are refused.",
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
  causes: () => [refused(0.002)],
};
