import type { Operations } from "../../wire.ts";

/** Whether the backend outlives the load balancer's idle connections. */
export type Safety = "inverted" | "tie" | "thin" | "safe";

// The same margin that the runbook asks for.
const marginSeconds = 10;

/** Judges the link from load balancer to backend. */
export function safetyOf({ loadBalancer, backend }: Operations): Safety {
  const margin = backend.closesAfterSeconds - loadBalancer.idleSeconds;
  if (margin < 0) return "inverted";
  if (margin === 0) return "tie";
  return margin < marginSeconds ? "thin" : "safe";
}

/** What a link's safety means, in a sentence. */
export function sentenceOf(operations: Operations): string {
  const { loadBalancer, backend } = operations;
  const closes = `${backend.closesAfterSeconds} s`;
  const keeps = `${loadBalancer.idleSeconds} s`;
  switch (safetyOf(operations)) {
    case "inverted":
      return `Inverted: the backend closes an idle connection after ${closes}, the load balancer uses it again for up to ${keeps}.`;
    case "tie":
      return `Tie: both give an idle connection up after ${closes}. Either may be first.`;
    case "thin":
      return `Thin: the backend closes after ${closes}, shortly after the load balancer's ${keeps}.`;
    default:
      return `Safe: the load balancer gives an idle connection up after ${keeps}, before the backend's ${closes}.`;
  }
}
