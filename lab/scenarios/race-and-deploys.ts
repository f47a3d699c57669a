import { node, shortensAt } from "./hops.ts";
import type { Scenario, Stride } from "./scenario.ts";
import { logsShowRace, mendsTimeouts } from "./walks.ts";

const minute = 60_000;

/** Failures in bursts count less, so that more clean traffic is needed. */
const patiently = (stride: Stride): Stride =>
  stride.step === "retest" ? { ...stride, waitMinutes: 150 } : stride;

export const raceAndDeploys: Scenario = {
  name: "race-and-deploys",
  title: "The keep-alive race, and deploys that cut requests off",
  report: "There are 502 errors all the time, and many more when something is released.",
  hint: "Two causes at once: only access logs say how many failures belong to each.",
  truth: {
    says: "The server closes idle connections after 6 s, and each release kills targets while requests are under way.",
    verdict: ["mixed", "keepalive-race"],
    walk: [
      { step: "confirmPattern", choice: "unclear", also: ["deploy", "keepalive-race"] },
      { ...logsShowRace, also: ["mixed"] },
      ...mendsTimeouts.map(patiently),
    ],
    end: "resolved",
    evidence: {
      "alb.pattern": "Some of the failures come with changes of targets, others do not.",
      "alb.changes": "The release pipeline exchanged the targets.",
      "alb.logs": "The gap test shows the race among failures that were cut off.",
    },
  },
  path: [node(5)],
  known: { gracePeriod: 0, preStop: 0, readinessGate: "Yes", closesIdle: "No" },
  logs: true,
  manners: { preStop: 0, grace: 0 },
  traffic: { serviceSeconds: 0.3 },
  happens: (world) => {
    shortensAt(world, 0);
    world.deploy(world.began + 30 * minute);
  },
};
