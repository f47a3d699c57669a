import type { LoadBalancerRef } from "#flow";
import type { ProbeContext } from "../../engine/ports.ts";
import type { Count } from "../../keepalive/poisson.ts";
import { grouped, several } from "../../keepalive/wording.ts";
import type { Account } from "../aws/account.ts";
import { type Balancer, readBalancer, readListeners } from "../aws/balancer.ts";
import { reasonOf } from "../unread.ts";
import type { OwnRequests } from "./history.ts";
import { type Lookup, planRequests } from "./plan.ts";
import type { Outcome } from "./request.ts";
import { countOutcomes, type RequestPlan, type SentRequests, sendRequests } from "./requests.ts";

/** What the retest's own requests showed. */
export interface Fresh {
  readonly arn: string | undefined;
  readonly count: Count;
  /** What was sent, so that later counts can leave it out; null when nothing was. */
  readonly own: OwnRequests | null;
  /** One or two sentences for the responder. */
  readonly says: string;
  /** The same request for a shell. */
  readonly queries: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** Sends the fresh requests that the run's facts ask for. Never rejects; why none were sent is in `says`. */
export async function freshRequests(
  account: Account,
  loadBalancer: LoadBalancerRef,
  resolve: Lookup,
  context: Pick<ProbeContext, "run" | "signal" | "report" | "now"> & {
    readonly until: AbortSignal;
  },
): Promise<Fresh> {
  const { signal, until } = context;
  let { arn } = loadBalancer;
  try {
    const balancer = await readBalancer(account, loadBalancer, signal);
    arn = balancer.arn;
    const listeners = await readListeners(account, balancer.arn, signal);
    const planned = await planRequests(context.run.facts, balancer, listeners, resolve);
    if (planned.kind === "impossible") return none(arn, planned.why);
    const sent = await sendRequests(planned.plan, { ...context, signal: until });
    return { ...shown(balancer, planned.plan, sent), queries: [planned.query] };
  } catch (error) {
    return none(arn, `No fresh requests were sent. ${reasonOf(error)}`);
  }
}

const none = (arn: string | undefined, says: string): Fresh => ({
  arn,
  count: { requests: 0, failures: 0 },
  own: null,
  says,
  queries: [],
  outcomes: [],
});

function shown(balancer: Balancer, plan: RequestPlan, sent: SentRequests): Omit<Fresh, "queries"> {
  const count = countOutcomes(sent.outcomes);
  const own = { from: sent.from, to: sent.to, ...count };
  const { arn } = balancer;
  const { outcomes } = sent;
  return { arn, count, own, says: freshSays(balancer, plan, sent, count), outcomes };
}

function freshSays(
  balancer: Balancer,
  plan: RequestPlan,
  sent: SentRequests,
  count: Count,
): string {
  const { outcomes, cutShort } = sent;
  const clean = count.requests - count.failures;
  const what = `${grouped(clean)} of ${several(outcomes.length, `fresh ${plan.method} request`)}`;
  return [
    `${what} to ${plan.url.href} reached a target${statuses(outcomes)}.`,
    count.failures > 0 ? `${grouped(count.failures)} failed with the load balancer's 502.` : "",
    count.failures === 0 && clean > 0
      ? "That shows that the path works, not that it is fixed."
      : "",
    ownAnswers(outcomes),
    unanswered(outcomes, balancer),
    cutShort ? `The time was over before all ${grouped(plan.count)} were sent.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** " (18 × 200, 2 × 404)" */
function statuses(outcomes: readonly Outcome[]): string {
  const counts = new Map<number, number>();
  for (const outcome of outcomes) {
    if (outcome.kind !== "reached") continue;
    counts.set(outcome.status, (counts.get(outcome.status) ?? 0) + 1);
  }
  const listed = [...counts].map(([status, count]) => `${count} × ${status}`).join(", ");
  return listed === "" ? "" : ` (${listed})`;
}

function ownAnswers(outcomes: readonly Outcome[]): string {
  const own = outcomes.flatMap((outcome) =>
    outcome.kind === "not-forwarded" ? [outcome.status] : [],
  );
  if (own.length === 0) return "";
  const which = [...new Set(own)].join(", ");
  return `The load balancer answered ${grouped(own.length)} by itself with ${which}, which no target saw: name a URL that a target serves.`;
}

function unanswered(outcomes: readonly Outcome[], { internal }: Balancer): string {
  const reasons = outcomes.flatMap((outcome) =>
    outcome.kind === "no-answer" ? [outcome.why] : [],
  );
  const [first] = reasons;
  if (first === undefined) return "";
  const where = internal
    ? " The load balancer is internal, so it may be out of reach from here."
    : "";
  return `${grouped(reasons.length)} got no answer (${first}).${where}`;
}
