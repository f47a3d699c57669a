import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const targetsUnhealthy: Scenario = {
  name: "targets-unhealthy",
  title: "Targets that fail their health checks",
  report: "Half of all requests fail since a few minutes ago.",
  hint: "DescribeTargetHealth says which targets fail and why; bring them back first.",
  truth: {
    says: "The disk of the database is full, and half of the targets have stopped.",
    verdict: ["targets-down"],
    walk: [
      { step: "confirmPattern", choice: "targets-down", settles: true },
      { step: "targetsDown", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "Targets are unhealthy, and the failures come with that.",
    },
  },
  path: [node(75)],
  logs: true,
  beganHoursAgo: 0.5,
  happens: ({ began, fleet }) => {
    for (const host of fleet.hosts()) {
      fleet.fail(host, { from: began, to: Number.POSITIVE_INFINITY });
    }
  },
};
