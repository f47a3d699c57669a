import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { nothingToFix } from "./walks.ts";

export const noTraffic: Scenario = {
  name: "no-traffic",
  title: "Nobody asks for anything",
  report: "A dashboard is empty, and someone fears the worst.",
  hint: "Without requests there is nothing to judge: check that it is the right load balancer.",
  truth: {
    says: "The load balancer has no traffic; it was replaced by another one.",
    verdict: ["no-traffic"],
    walk: nothingToFix.map((stride) =>
      stride.step === "confirmPattern" ? { ...stride, choice: "no-traffic" } : stride,
    ),
    end: "leftOpen",
    evidence: { "alb.pattern": "CloudWatch counted no request." },
  },
  path: [node(75)],
  logs: false,
  traffic: { requestsPerSecond: 0 },
};
