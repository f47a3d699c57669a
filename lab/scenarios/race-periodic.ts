import { node, shortensAt } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsShowRace, mendsTimeouts } from "./walks.ts";

export const racePeriodic: Scenario = {
  name: "race-periodic",
  title: "The keep-alive race under requests that come by a clock",
  report:
    "Sensors report every few seconds, and more of their reports are refused than seems possible.",
  hint: "Requests that come by a clock can meet a server's timeout again and again.",
  truth: {
    says: "The sensors' requests come at regular intervals close to the 6 s after which the server closes an idle connection, so the race is lost far more often than by chance.",
    verdict: ["keepalive-race"],
    walk: [{ step: "confirmPattern", choice: "unclear" }, logsShowRace, ...mendsTimeouts],
    end: "resolved",
    evidence: {
      "alb.pattern":
        "More than 0.1 % fails, and requests come at regular intervals: that may be the race, and nothing in the metrics says that it is.",
      "alb.timeouts": "The server closes first: 6 s against 60 s.",
    },
  },
  path: [node(5)],
  logs: true,
  traffic: { unevenness: 0.05, serviceSeconds: 0.005, nodes: 14 },
  happens: (world) => shortensAt(world, 0),
};
