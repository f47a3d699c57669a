import { appError } from "../logs/neighbours.ts";
import { node, shortensAt } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsShowRace, mendsTimeouts } from "./walks.ts";

export const raceAndErrors: Scenario = {
  name: "race-and-errors",
  title: "The keep-alive race beside errors of the application",
  report: "The error rate has two parts: a 500 that everybody knows, and new 502s.",
  hint: "The application's own errors are counted apart; look at the load balancer's alone.",
  truth: {
    says: "The server closes idle connections after 6 s. The application's own 500s have nothing to do with it.",
    verdict: ["keepalive-race"],
    walk: [{ step: "confirmPattern", choice: "keepalive-race" }, logsShowRace, ...mendsTimeouts],
    end: "resolved",
    evidence: {
      "alb.pattern": "The 502s are spread out, and the 500s do not come with them.",
      "alb.timeouts": "The server closes first: 6 s against 60 s.",
      "alb.logs": "The failures come 6 s after an earlier response of the same node and target.",
    },
  },
  path: [node(5)],
  logs: true,
  causes: () => [appError(0.003)],
  happens: (world) => shortensAt(world, 0),
};
