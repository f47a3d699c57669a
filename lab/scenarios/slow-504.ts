import { silent } from "../logs/neighbours.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsSay, timeoutsAreRight } from "./walks.ts";

export const slowTargets: Scenario = {
  name: "slow-504",
  title: "Targets that stay silent for too long (504)",
  report: "“Gateway errors”, say the customers, after half a minute of waiting.",
  hint: "504 is never the keep-alive race: a target was silent for the whole idle timeout.",
  truth: {
    says: "Some reports take longer than the load balancer's idle timeout of 30 s, which then answers 504.",
    verdict: ["unclear"],
    walk: [{ step: "confirmPattern", choice: "unclear" }, logsSay("too-few"), ...timeoutsAreRight],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "No 502 at all: the failures are 504.",
      "alb.logs": "504 with a target time of -1.",
    },
  },
  path: [node(75)],
  idleTimeoutSeconds: 30,
  logs: true,
  causes: ({ settings }) => [silent(0.002, () => settings.idleTimeoutSeconds)],
};
