import { node, shortensAt } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsShowRace, mendsTimeouts } from "./walks.ts";

export const keepaliveRace: Scenario = {
  name: "keepalive-race",
  title: "The keep-alive race",
  report: "Customers report single 502 errors. A reload helps, and nobody sees a pattern.",
  hint: "Few failures, spread out, while targets stay healthy: compare the idle timeouts first.",
  truth: {
    says: "The Node server closes idle connections after 6 s, the load balancer uses them again for up to 60 s.",
    verdict: ["keepalive-race"],
    walk: [{ step: "confirmPattern", choice: "keepalive-race" }, logsShowRace, ...mendsTimeouts],
    end: "resolved",
    evidence: {
      "alb.pattern": "A small, steady share of requests fails while everything else is silent.",
      "alb.timeouts": "The server closes first: 6 s against 60 s.",
      "alb.logs": "The failures come 6 s after an earlier response of the same node and target.",
    },
  },
  path: [node(5)],
  logs: true,
  happens: (world) => shortensAt(world, 0),
};
