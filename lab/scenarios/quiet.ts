import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { nothingToFix } from "./walks.ts";

export const quiet: Scenario = {
  name: "quiet",
  title: "Nothing fails",
  report: "Someone saw a 502 last week, and wants to know whether it is over.",
  hint: "No failure in many requests says how rare it is at most, not that it never happens.",
  truth: {
    says: "Nothing is wrong.",
    verdict: ["quiet"],
    walk: nothingToFix,
    end: "leftOpen",
    evidence: { "alb.pattern": "No request failed." },
  },
  path: [node(75)],
  logs: false,
};
