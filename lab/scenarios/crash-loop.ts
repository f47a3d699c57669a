import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";

const minute = 60_000;

export const crashLoop: Scenario = {
  name: "crash-loop",
  title: "A process that crashes and comes back",
  report: "Every few minutes there is a burst of 502 errors. Nothing was released today.",
  hint: "Healthy targets come and go, and nobody deregistered any: look for crashes.",
  truth: {
    says: "A target's process runs out of memory every few minutes, and is started again half a minute later.",
    verdict: ["deploy", "targets-down", "connect-refused"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "crashing", settles: true },
      { step: "targetsDown", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures come when the number of healthy targets changes.",
      "alb.changes": "Nobody registered or deregistered a target.",
    },
  },
  path: [node(75)],
  logs: true,
  traffic: { serviceSeconds: 0.3 },
  happens: ({ began, random, fleet }) => {
    const [host] = fleet.hosts();
    for (let turn = 0; turn < 60 && host; turn += 1) {
      const from = began + (2 + 13 * turn + 3 * random.uniform()) * minute;
      fleet.fail(host, { from, to: from + 40_000 });
    }
  },
};
