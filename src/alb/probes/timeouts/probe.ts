import { aNumber, anObject, aText, listOf, oneOf, orNull } from "#language";
import { defineProbe, loadBalancerKind, serversKind, strengthMeans } from "../define-probe.ts";

const idleKinds = ["seconds", "at-least", "never", "closes", "unknown"] as const;

/** The load balancer's timers, and each link of the described path: whether the server side outlives the client side. */
export const timeouts = defineProbe({
  id: "alb.timeouts",
  version: 1,
  doing: "Comparing each timeout on the request path with its neighbour",
  role: "comparison",
  strengthMeans: strengthMeans.metrics,
  needs: { loadBalancer: loadBalancerKind, path: serversKind },
  takes: {},
  findings: ["too-short", "tie", "thin-margin", "long-enough", "unknown"],
  numbers: {
    albIdleSeconds: orNull(aNumber),
    links: listOf(
      anObject(
        {},
        {
          client: aText,
          clientKeeps: oneOf(...idleKinds),
          clientKeepsSeconds: orNull(aNumber),
          server: aText,
          serverCloses: oneOf(...idleKinds),
          serverClosesSeconds: orNull(aNumber),
          verdict: oneOf("too-short", "tie", "thin-margin", "long-enough", "unknown", "no-reuse"),
          marginSeconds: orNull(aNumber),
          needs: orNull(
            anObject({ kind: oneOf("server-at-least", "client-at-most"), seconds: aNumber }),
          ),
        },
      ),
    ),
  },
  weighs: "timeouts",
});
