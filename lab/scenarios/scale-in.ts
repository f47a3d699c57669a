import { node } from "./hops.ts";
import { dismiss, enroll } from "./rollout.ts";
import type { Scenario } from "./scenario.ts";

const minute = 60_000;

export const scaleIn: Scenario = {
  name: "scale-in",
  title: "Autoscaling takes targets away in the middle of requests",
  report: "Short bursts of 502 errors, mostly when traffic goes down.",
  hint: "Who took the targets away stands in CloudTrail; a lifecycle hook gives them time.",
  truth: {
    says: "Autoscaling deregisters a target and ends it at once, with requests under way.",
    verdict: ["deploy"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "deploy", settles: true },
      { step: "reviewDeploy", choice: "too-short" },
      { step: "changeDeploy", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures come with changes in the number of healthy targets.",
      "alb.changes": "Autoscaling took the targets away, and added some again.",
    },
  },
  path: [node(75)],
  known: { gracePeriod: 1, preStop: 0, readinessGate: "No", closesIdle: "No" },
  logs: true,
  manners: { preStop: 0, grace: 0 },
  traffic: { serviceSeconds: 0.4, hosts: 6 },
  beganHoursAgo: 2.5,
  happens: (world) => {
    const hosts = world.fleet.hosts();
    for (const [turn, after] of [12, 58, 108].entries()) {
      const leaves = world.began + (after + 6 * world.random.uniform()) * minute;
      dismiss(world, leaves, hosts.slice(2 * turn, 2 * turn + 2), "autoscaling");
      enroll(world, leaves + 25 * minute, 2, "autoscaling");
    }
  },
};
