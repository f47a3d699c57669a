import { suddenDeath } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { nothingToFix } from "./walks.ts";

export const tooFew: Scenario = {
  name: "too-few",
  title: "Too few failures to tell",
  report: "One customer had a 502, and wrote a long mail about it.",
  hint: "One or two failures have no pattern. Look further back, or park the runbook.",
  truth: {
    says: "A process died twice. Two failures in three hours tell nothing about their cause.",
    verdict: ["too-few"],
    walk: nothingToFix.map((stride) =>
      stride.step === "confirmPattern" ? { ...stride, choice: "too-few" } : stride,
    ),
    end: "leftOpen",
    evidence: { "alb.pattern": "Fewer than three failures." },
  },
  path: [node(75)],
  logs: false,
  causes: () => [atMost(2, suddenDeath(3e-3))],
};

/** A cause that acts so often and then no more. */
function atMost(times: number, cause: ReturnType<typeof suddenDeath>): typeof cause {
  let left = times;
  return (arrival, random) => {
    const failure = left > 0 ? cause(arrival, random) : undefined;
    if (failure !== undefined) left -= 1;
    return failure;
  };
}
