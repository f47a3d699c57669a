import { aNumber, anObject, aText, oneOf, orNull } from "#language";
import { defineProbe, loadBalancerKind, text } from "../define-probe.ts";

/** A few connections to the load balancer's registered targets, held until they are closed, against its idle timeout. */
export const measure = defineProbe({
  id: "keepalive.measure",
  version: 1,
  doing: "Holding connections to the targets until they are closed",
  role: "check",
  needs: { loadBalancer: loadBalancerKind },
  takes: { measureAt: text },
  findings: ["too-short", "tie", "thin-margin", "long-enough", "unreachable", "unknown"],
  numbers: {
    /** Milliseconds since the epoch. */
    at: aNumber,
    /** The target that closes first, as an answer on how the first server of the path closes. */
    closes: orNull(
      anObject(
        { how: oneOf("read", "measured", "default", "unknown") },
        {
          seconds: aNumber,
          state: oneOf("never", "closes", "closes-silently", "at-least"),
          where: aText,
        },
      ),
    ),
  },
  weighs: "measurement",
  // A load balancer may keep idle connections for over an hour, which nobody waits for in a thread.
  moreSeconds: 620,
});
