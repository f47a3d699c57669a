import { workerTimeout } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsSay, timeoutsAreRight } from "./walks.ts";

export const wrongSuspicion: Scenario = {
  name: "wrong-suspicion",
  title: "Timeouts in the wrong order that are not the cause",
  report: "Single 502 errors, and someone has read that the idle timeouts are to blame.",
  hint: "An inverted link is a suspicion. The gap test, or a retest after the change, decides.",
  truth: {
    says: "The timeouts are in the wrong order, but connections are never idle for so long. Workers are killed over slow requests after two seconds.",
    verdict: ["killed-mid-request"],
    walk: [
      { step: "confirmPattern", choice: "keepalive-race" },
      logsSay("killed-mid-request"),
      { step: "reviewBackend", choice: "too-short" },
      { step: "alignTimeouts", choice: "long-enough", does: "fix" },
      { step: "retest", choice: "still-failing", waitMinutes: 60, settles: true },
      ...timeoutsAreRight,
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The metrics look like the race.",
      "alb.timeouts": "The server closes first: 6 s against 60 s.",
      "alb.logs":
        "The connections were closed two seconds into the work, and the gaps show no race.",
    },
  },
  path: [node(5)],
  logs: true,
  traffic: { hosts: 1, nodes: 2, roundTripSeconds: 0.001 },
  causes: () => [workerTimeout(6e-4, 2)],
};
