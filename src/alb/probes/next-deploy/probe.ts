import { defineProbe, loadBalancerKind } from "../define-probe.ts";

/** 502s in the minutes around each change of targets, since the last change of this run against the day before the first. */
export const nextDeploy = defineProbe({
  id: "alb.next-deploy",
  version: 1,
  doing: "Counting 502s in the minutes around the next change of targets",
  role: "retest",
  needs: { loadBalancer: loadBalancerKind },
  takes: {},
  findings: ["fixed", "clean", "waiting", "still-failing", "not-comparable"],
  numbers: {},
});
