import { innerRace } from "../logs/neighbours.ts";
import { isInverted, nginx, node, shortensAt } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

export const innerRaceScenario: Scenario = {
  name: "inner-race",
  title: "The race one hop further in, behind nginx",
  report: "Orders fail now and then with a 502. Looking at a page never does.",
  hint: "A proxy sends GET again and answers 502 to POST: the targets' own 5xx, with POST only.",
  truth: {
    says: "nginx keeps connections to the Node server for 60 s, which closes them after 6 s. nginx repeats a lost GET and answers a lost POST with 502.",
    verdict: ["inner-hop-race"],
    walk: [
      { step: "confirmPattern", choice: "target-error" },
      { step: "applicationFails", choice: "review" },
      { step: "reviewBackend", choice: "too-short", settles: true },
      { step: "alignTimeouts", choice: "long-enough", does: "fix" },
      { step: "retest", choice: "unsettled", finds: "not-comparable" },
      { step: "inconclusive", choice: "leave" },
    ],
    end: "leftOpen",
    evidence: {
      "alb.pattern": "The targets answer a small, steady share with 5xx themselves.",
      "alb.timeouts": "nginx keeps 60 s, the server behind it closes after 6 s.",
    },
  },
  path: [nginx(75, 60), node(5)],
  logs: true,
  traffic: { postShare: 0.3 },
  causes: (world) => [innerRace(() => (isInverted(world, 1) ? 0.003 : 0))],
  happens: (world) => shortensAt(world, 1),
};
