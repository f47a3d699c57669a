import type { Evidence, Json, LoadBalancerRef } from "#flow";
import type { ProbeContext, Probes } from "../engine/ports.ts";
import type { Stretch } from "../keepalive/comparison.ts";
import type { Count } from "../keepalive/poisson.ts";
import { judgeRetest } from "../keepalive/retest.ts";
import { type Account, recording } from "./aws/account.ts";
import { readGroups } from "./aws/balancer.ts";
import { costReadings } from "./aws/cost.ts";
import { AwsProblem } from "./aws/problems.ts";
import { type Counts, readCounts } from "./retest/counts.ts";
import { type Fresh, freshRequests } from "./retest/fresh.ts";
import { attemptAt, saidComplete, storedStretch } from "./retest/history.ts";
import { earlierRequests } from "./retest/own.ts";
import type { Lookup } from "./retest/plan.ts";
import { reasonOf, unread, versioned } from "./unread.ts";
import type { MetricOptions } from "./window.ts";

/** What the probe is made of. */
export interface RetestParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly options: MetricOptions;
  readonly resolve: Lookup;
  /** When fresh requests have to end, so that time is left for the counts. */
  readonly requestTime: (signal: AbortSignal) => AbortSignal;
}

/**
 * The probe `alb.retest`: fresh requests through the load balancer's own addresses, then the 502s since the last change against
 * those before the first, at equal opportunity only. What AWS does not tell is said in the evidence; it never rejects for that.
 */
export function retest({
  accountFor,
  options,
  resolve,
  requestTime,
}: RetestParts): Probes["alb.retest"] {
  return async (context): Promise<Evidence> => {
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const until = requestTime(context.signal);
    const fresh = await freshRequests(account, loadBalancer, resolve, { ...context, until });
    context.report({ says: "Counting 502s before and since the change", share: 1 });
    try {
      const counts = await countsOf(account, fresh, context, options);
      const evidence = evidenceOf(context, fresh, counts, options);
      return {
        ...evidence,
        readings: [...evidence.readings, ...costReadings(cost())],
        numbers: { ...evidence.numbers, cost: { ...cost() } },
        queries: [...fresh.queries, ...queries],
      };
    } catch (error) {
      const says = `The counts could not be read. ${reasonOf(error)}`;
      return unread("alb.retest", says, {
        details: [fresh.says],
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

function evidenceOf(
  { run, now }: ProbeContext,
  fresh: Fresh,
  counts: Counts,
  options: MetricOptions,
): Omit<Evidence, "queries"> {
  const said = saidComplete(run);
  const attempt = said === null ? 0 : attemptAt(run, said.at);
  const { before, since, p, pPart, needed, pending, details, ...judgement } = judgeRetest({
    now: now(),
    settleSeconds: options.metricSettleSeconds,
    periodSeconds: options.metricPeriodSeconds,
    attempt,
    clock: counts.clock,
    baseline: counts.baseline,
    after: counts.after,
    fresh: fresh.count,
  });
  const comparison = {
    before: counted(before, counts.baseline),
    after: counted(since, counts.after),
    ...{ p, pPart, needed, attempt, start: said?.at ?? null },
  };
  return {
    probe: versioned("alb.retest"),
    ...judgement,
    ...(pending === null ? {} : { pending }),
    details: [fresh.says, ...details],
    numbers: {
      ...comparison,
      ...frozenNumbers(counts),
      ...ownNumbers(fresh),
      charts: chartsOf(counts),
    },
    facts: { outcomes: outcomesOf(fresh), after: storedStretch(counts.after) },
  };
}

const outcomesOf = ({ outcomes }: Fresh): Json => outcomes.map((outcome) => ({ ...outcome }));

/** The baseline, when it is new: later retests of the run find it here. */
const frozenNumbers = ({ frozen, baseline }: Counts): { readonly [name: string]: Json } =>
  frozen && baseline !== null ? { baseline: storedStretch(baseline) } : {};

const chartsOf = ({ charts }: Counts): Json => ({
  before: charts.before === null ? null : { ...charts.before },
  after: { ...charts.after },
});

const counted = (count: Count | null, part: Stretch | null) =>
  count === null || part === null
    ? null
    : { k: count.failures, n: count.requests, from: part.from, to: part.to };

const ownNumbers = ({ own }: Fresh): { readonly [name: string]: Json } => ({
  own: own === null ? [] : [{ ...own }],
});
