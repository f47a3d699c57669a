import { aNumber, anObject, aText, listOf, oneOf, orNull } from "#language";
import { choice, defineProbe, loadBalancerKind, strengthMeans } from "../define-probe.ts";

/** Who registered, deregistered or modified what, and how the number of healthy targets moved. */
export const changes = defineProbe({
  id: "alb.changes",
  version: 1,
  doing: "Looking up who changed targets and settings, and when",
  role: "check",
  strengthMeans: strengthMeans.metrics,
  needs: { loadBalancer: loadBalancerKind },
  takes: { window: choice },
  findings: ["deploy", "scaled", "settings-changed", "crashing", "none", "unclear"],
  numbers: {
    changes: orNull(
      listOf(
        anObject({
          at: aNumber,
          kind: oneOf("register", "deregister", "routing", "settings"),
          what: aText,
          who: aText,
        }),
      ),
    ),
    unread: listOf(aText),
  },
  weighs: "changes",
  helps: true,
});
