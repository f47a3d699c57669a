import { givesUp } from "../logs/neighbours.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { nothingToFix } from "./walks.ts";

export const impatientClients: Scenario = {
  name: "client-460",
  title: "Clients that give up (460)",
  report: "An app reports failed requests. The load balancer's error rate says nothing.",
  hint: "460 is in the access logs only: the client closed before the target answered.",
  truth: {
    says: "An app's new version waits for one second only, and closes the connection.",
    verdict: ["quiet"],
    walk: nothingToFix,
    end: "leftOpen",
    evidence: {
      "alb.pattern": "No 502, but 4xx of the load balancer's own.",
      "alb.logs": "460: the client closed the connection.",
    },
  },
  path: [node(75)],
  logs: true,
  causes: () => [givesUp(0.004, 1)],
};
