import type { LoadBalancerRef, ServerAnswer } from "#flow";
import type { Probes } from "../engine/ports.ts";
import { type Account, recording } from "./aws/account.ts";
import { gatherTimeouts } from "./timeouts/gather.ts";
import { judgeTimeouts } from "./timeouts/judge.ts";
import { strengthOf } from "./timeouts/strength.ts";

/** What the probe is made of. */
export interface TimeoutsParts {
  /** The account and region that a load balancer lives in. */
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  /** Seconds by which each server should outlive its client. */
  readonly marginSeconds: number;
}

/**
 * The probe `alb.timeouts`: reads the load balancer's timers and compares them with what the responder said of the servers behind
 * it. Takes the facts `loadBalancer` and `path`; never rejects, what AWS does not tell is said in the evidence.
 */
export function timeouts({ accountFor, marginSeconds }: TimeoutsParts): Probes["alb.timeouts"] {
  return async ({ run, signal }) => {
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const path = (run.facts.path ?? []) as readonly ServerAnswer[];
    const { account, queries } = recording(accountFor(loadBalancer));
    const gathered = await gatherTimeouts(account, loadBalancer, signal);
    const { verdicts, ...judged } = judgeTimeouts(gathered, path, marginSeconds);
    return { ...judged, ...strengthOf(verdicts, run.visits), queries };
  };
}
