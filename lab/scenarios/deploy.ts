import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

const minute = 60_000;

export const deploy: Scenario = {
  name: "deploy",
  title: "Targets killed while they leave",
  report: "Bursts of 502 errors, three this afternoon. In between all is well.",
  hint: "Failures in bursts: hold them against HealthyHostCount, and ask CloudTrail who changed targets.",
  truth: {
    says: "Each release ends the old processes at once, while the load balancer still sends them requests and others are under way.",
    verdict: ["deploy"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "deploy", settles: true },
      { step: "reviewDeploy", choice: "too-short" },
      { step: "changeDeploy", choice: "applied", does: "fix" },
      { step: "retestDeploy", choice: "clean", does: "deploy", waitMinutes: 20 },
      { step: "preventDeploy", choice: "done" },
    ],
    end: "deploysClean",
    evidence: {
      "alb.pattern": "The failures come with changes in the number of healthy targets.",
      "alb.changes": "The release pipeline exchanged the targets each time.",
      "alb.drain": "Targets are killed at once, the load balancer expects 300 s.",
    },
  },
  path: [node(75)],
  known: { gracePeriod: 1, preStop: 0, readinessGate: "Yes", closesIdle: "No" },
  logs: true,
  manners: { preStop: 0, grace: 0 },
  traffic: { serviceSeconds: 0.4 },
  beganHoursAgo: 2.5,
  happens: ({ began, random, deploy: release }) => {
    for (const after of [8, 52, 112]) release(began + (after + 8 * random.uniform()) * minute);
  },
};
