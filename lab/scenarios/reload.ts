import { reload } from "../logs/causes.ts";
import { nginx, node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsSay, timeoutsAreRight } from "./walks.ts";

export const reloads: Scenario = {
  name: "reload",
  title: "Reloads that close idle connections",
  report: "Every quarter of an hour a few requests fail with 502, all at once.",
  hint: "Timeouts in the right order, and bursts at regular times: something reloads.",
  truth: {
    says: "A job renews the configuration every 15 minutes and reloads nginx, which closes idle connections at once.",
    verdict: ["unclear"],
    walk: [{ step: "confirmPattern", choice: "unclear" }, logsSay("unclear"), ...timeoutsAreRight],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures come in bursts, and no target comes or goes.",
      "alb.timeouts": "Every server outlives the one in front of it.",
    },
  },
  path: [nginx(75, 60), node(75)],
  logs: true,
  traffic: { requestsPerSecond: 10 },
  causes: () => [reload(900, 0.4)],
};
