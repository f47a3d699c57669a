import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import { AwsProblem, isStopped } from "../../../aws/problems.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import type { MetricOptions } from "../../../aws/window.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import { readGroups } from "../../balancer.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { unread } from "../signatures.ts";
import { type Counts, readCounts } from "./counts.ts";
import { evidenceOf, freshReadings, outcomesOf, ownNumbers } from "./evidence.ts";
import { type Fresh, freshRequests, type Sending } from "./fresh.ts";
import { saidComplete } from "./history.ts";
import { earlierRequests } from "./own.ts";

/** What the probe is made of. */
export interface RetestParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly options: MetricOptions;
  readonly sending: Sending;
  /** When fresh requests have to end, so that time is left for the counts. */
  readonly requestTime: (signal: AbortSignal) => AbortSignal;
}

/**
 * The probe `alb.retest`: fresh requests through the load balancer's own addresses, then the 502s since the last change against
 * those before the first, at equal opportunity only. What AWS does not tell is said in the evidence; it never rejects for that.
 */
export function retest({ accountFor, options, sending, requestTime }: RetestParts): Look {
  return async (context): Promise<Evidence> => {
    const { run, now } = context;
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const until = requestTime(context.signal);
    const fresh = await freshRequests(account, loadBalancer, sending, { ...context, until });
    context.report({ says: "Counting 502s before and since the change", share: 1 });
    try {
      const counts = await countsOf(account, fresh, context, options);
      const evidence = evidenceOf({ run, now: now() }, fresh, counts, options);
      return {
        ...evidence,
        readings: [...evidence.readings, ...costReadings(cost())],
        numbers: { ...evidence.numbers, cost: { ...cost() } },
        queries: [...fresh.queries, ...queries],
      };
    } catch (error) {
      const says = isStopped(context.signal)
        ? `${fresh.says} The counts were not read any more.`.trim()
        : `The counts could not be read. ${reasonOf(error)}`;
      return unread("alb.retest", says, {
        details: fresh.says === "" ? [] : [fresh.says],
        readings: freshReadings(fresh),
        numbers: ownNumbers(fresh),
        queries: [...fresh.queries, ...queries],
        facts: { outcomes: outcomesOf(fresh) },
      });
    }
  };
}

async function countsOf(
  account: Account,
  fresh: Fresh,
  { run, now, signal }: ProbeContext,
  options: MetricOptions,
): Promise<Counts> {
  // Why it was not read stands with the fresh requests, which need it first.
  if (fresh.arn === undefined) throw new AwsProblem("other", "The load balancer was not found.");
  const groups = await readGroups(account, fresh.arn, signal);
  const own = [...earlierRequests(run), ...(fresh.own === null ? [] : [fresh.own])];
  const of = { arn: fresh.arn, groups };
  const counting = { account, of, options, now: now(), signal };
  return readCounts(counting, run, saidComplete(run), own);
}
