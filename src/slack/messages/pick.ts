import type { LoadBalancerRef } from "#flow";
import type { RunRow } from "../../engine/ports.ts";
import type { PendingStart } from "./pendingStart.ts";
import type { Reply } from "./reply.ts";

/** Several load balancers answer to what was typed for `field`, or none does and these are similar. */
export function pickLoadBalancer(
  _typed: string,
  _field: string,
  _candidates: readonly LoadBalancerRef[],
  _pending: PendingStart,
): Reply {
  return { blocks: [], text: "" };
}

/** No load balancer answers to what was typed; `looked` says where was looked. */
export function unknownLoadBalancer(
  _typed: string,
  _field: string,
  _similar: readonly LoadBalancerRef[],
  _looked: string,
  _pending: PendingStart,
): Reply {
  return { blocks: [], text: "" };
}

/** Several runs are open here: which one is meant? Its buttons carry `act` (status, note, stop, …) and the run. */
export function pickRun(_act: string, _runs: readonly RunRow[]): Reply {
  return { blocks: [], text: "" };
}
