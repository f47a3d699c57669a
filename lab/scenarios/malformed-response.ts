import { badHeaders } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsName } from "./walks.ts";

export const malformedResponse: Scenario = {
  name: "malformed-response",
  title: "A response that breaks the protocol",
  report: "A handful of customers always see a 502 in the same place.",
  hint: "The same URL fails each time: try it past the load balancer and look at its headers.",
  truth: {
    says: "One page sends two Content-Length headers that differ, which the load balancer refuses.",
    verdict: ["bad-response"],
    walk: [{ step: "confirmPattern", choice: "keepalive-race" }, ...logsName("bad-response")],
    end: "elsewhere",
    evidence: {
      "alb.logs": "All failures are of one URL, and it always fails.",
    },
  },
  path: [node(75)],
  logs: true,
  traffic: { paths: rarely("/account/export.csv") },
  causes: () => [badHeaders("/account/export.csv")],
};

/** A path that one request in a thousand asks for. */
function rarely(path: string): readonly string[] {
  return [path, ...Array.from({ length: 999 }, (_, index) => `/items/${index % 40}`)];
}
