import { node } from "./hops.ts";
import { dismiss } from "./rollout.ts";
import type { Scenario } from "./scenario.ts";

export const noTargets: Scenario = {
  name: "no-targets",
  title: "No target is registered (503)",
  report: "The shop is down: every page answers with an error.",
  hint: "503 with no target registered: look in CloudTrail for who took them away.",
  truth: {
    says: "Someone deregistered every target by mistake, so the load balancer answers 503.",
    verdict: ["targets-down"],
    walk: [
      { step: "confirmPattern", choice: "targets-down", settles: true },
      { step: "targetsDown", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "503 for every request: there is no target.",
      "alb.changes": "Alice deregistered all targets.",
    },
  },
  path: [node(75)],
  logs: true,
  beganHoursAgo: 0.4,
  happens: (world) => dismiss(world, world.began, world.fleet.hosts(), "alice"),
};
