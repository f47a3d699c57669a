import type { Evidence, Json } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import type { Look } from "../../../engine/ports.ts";
import { readBalancer, readDelays, readGroups } from "../../balancer.ts";
import { judgeDrain } from "../../diagnosis/drain.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { saidBy } from "../signatures.ts";

/** What the probe is made of. */
export interface DrainParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
}

/**
 * The probe `alb.drain`: the deregistration delay against what a responder said of how targets stop (facts gracePeriod, preStop,
 * readinessGate, closesIdle). It never rejects.
 */
export function drain({ accountFor }: DrainParts): Look {
  return async ({ run, signal }): Promise<Evidence> => {
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries } = recording(accountFor(loadBalancer));
    const read = await delaysOf(account, loadBalancer, signal);
    const { gracePeriod, preStop, readinessGate, closesIdle } = run.facts;
    const judged = judgeDrain({
      delay:
        read.delays.length === 0 ? null : Math.max(...read.delays.map(({ seconds }) => seconds)),
      grace: secondsOf(gracePeriod),
      preStop: secondsOf(preStop),
      readinessGate: yesOrNo(readinessGate),
      closesIdle: yesOrNo(closesIdle),
      unread: read.unread,
    });
    const numbers = { delays: read.delays.map((one) => ({ ...one })) };
    // What could not be read recommends nothing.
    const finding = read.unread.length > 0 ? null : judged.finding;
    return { ...saidBy("alb.drain"), ...judged, finding, numbers, queries, facts: {} };
  };
}

async function delaysOf(account: Account, loadBalancer: LoadBalancerRef, signal: AbortSignal) {
  try {
    const { arn } = await readBalancer(account, loadBalancer, signal);
    const groups = await readGroups(account, arn, signal);
    return { delays: await readDelays(account, groups, signal), unread: [] };
  } catch (error) {
    return { delays: [], unread: [reasonOf(error)] };
  }
}

const secondsOf = (fact: Json | undefined) => (typeof fact === "number" ? fact : null);

const yesOrNo = (fact: Json | undefined) => (fact === "Yes" ? true : fact === "No" ? false : null);
