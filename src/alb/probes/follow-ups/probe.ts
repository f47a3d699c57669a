import { defineProbe, loadBalancerKind } from "../define-probe.ts";

/** Whether an alarm watches the 5xx, whether the idle timeout is the agreed one, and whether access logs are written. */
export const followUps = defineProbe({
  id: "alb.follow-ups",
  version: 1,
  doing: "Reading in AWS which follow-ups are done",
  role: "check",
  needs: { loadBalancer: loadBalancerKind },
  takes: {},
  findings: ["all", "some", "none"],
  numbers: {},
});
