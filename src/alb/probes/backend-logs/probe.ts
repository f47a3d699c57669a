import { aNumber } from "#language";
import { choice, defineProbe, loadBalancerKind, strengthMeans, text } from "../define-probe.ts";

/** The log group that a responder names, searched for broken connections within what was allowed (fact mostScanned). */
export const backendLogs = defineProbe({
  id: "backend.logs",
  version: 1,
  doing: "Searching the backend's log for broken connections",
  role: "check",
  strengthMeans: strengthMeans.backend,
  needs: { loadBalancer: loadBalancerKind },
  takes: { logGroup: text, mostScanned: choice, window: choice },
  findings: ["broken-pipes", "upstream-closed", "silent", "other-errors", "over-cap", "unknown"],
  numbers: { bytes: aNumber },
  moreSeconds: 300,
});
