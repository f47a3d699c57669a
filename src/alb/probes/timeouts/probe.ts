import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import type { MetricOptions } from "../../../aws/window.ts";
import type { Look } from "../../../engine/ports.ts";
import type { Run } from "../../../run/run.ts";
import type { LoadBalancerRef, ServerAnswer } from "../../fields/builders.ts";
import { links } from "../../links/links.ts";
import { gatherTimeouts } from "./gather.ts";
import { judgeTimeouts } from "./judge.ts";
import { loggedTimeout } from "./logged.ts";
import { withMeasured } from "./measured.ts";
import { strengthOf } from "./strength.ts";

/** What the probe is made of. */
export interface TimeoutsParts {
  /** The account and region that a load balancer lives in. */
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  /** Seconds by which each server should outlive its client. */
  readonly marginSeconds: number;
  readonly options: MetricOptions;
}

/**
 * The probe `alb.timeouts`: reads the load balancer's timers and compares them with what the responder said of the servers behind
 * it. Takes the facts `loadBalancer` and `path`; never rejects, what AWS does not tell is said in the evidence.
 */
export function timeouts(parts: TimeoutsParts): Look {
  const { accountFor, marginSeconds, options } = parts;
  return async ({ run, now, signal }) => {
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const described = (run.facts.path ?? []) as readonly ServerAnswer[];
    const { path, says } = withMeasured(described, run);
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const asking = { now: now(), options, signal };
    const gathered = await gatherTimeouts(account, loadBalancer, asking);
    const { verdicts, ...compared } = judgeTimeouts(gathered, path, marginSeconds);
    const judged = besideLogs(compared, path, run);
    const details = [...(says === undefined ? [] : [says]), ...judged.details];
    const readings = [...judged.readings, ...costReadings(cost())];
    const numbers = { ...judged.numbers, cost: { ...cost() } };
    return { ...judged, details, ...strengthOf(verdicts, run.visits), readings, numbers, queries };
  };
}

/** The comparison with what the access logs inferred, where they were read before: in the first sentence if they say otherwise. */
function besideLogs(
  judged: Omit<Evidence, "queries">,
  path: readonly ServerAnswer[],
  { visits }: Run,
): Omit<Evidence, "queries"> {
  const [first] = links({ idleTimeoutSeconds: null, servers: path });
  const logged = judged.finding === null ? null : loggedTimeout(first?.server.closes, visits);
  if (logged === null) return judged;
  const { contradicts, says, reading } = logged;
  const readings = [reading, ...judged.readings];
  return contradicts
    ? { ...judged, says: `${judged.says} ${says}`, readings }
    : { ...judged, details: [says, ...judged.details], readings };
}
