import { shownUrl } from "#language";
import { failureSentence, isStopped } from "../../../aws/aws-problem.ts";
import { formatWhole, plural } from "../../../language/amounts.ts";
import { runPermitted } from "../../../probes/request-permits.ts";
import { type Balancer, type Listener, readBalancer, readListeners } from "../../balancer.ts";
import type { Count } from "../../counts/poisson.ts";
import type { LookInputs } from "../define-probe.ts";
import { methodFor } from "../traffic/http-method.ts";
import { readRuleHosts } from "../traffic/listener-rule-hosts.ts";
import { announceRequests, type OwnRequests } from "../traffic/own-requests.ts";
import { planRequests } from "./plan.ts";
import { retest } from "./probe.ts";
import type { RetestOutcome } from "./request.ts";
import { countOutcomes, type RequestPlan, type SentRequests, sendRequests } from "./requests.ts";

/** What the retest's own requests showed. */
export interface Fresh {
  readonly arn: string | undefined;
  readonly count: Count;
  /** What was sent, so that counts can leave it out; null when nothing was. */
  readonly own: OwnRequests | null;
  /** One or two sentences for the responder. */
  readonly says: string;
  /** The same request for a shell. */
  readonly queries: readonly string[];
  readonly outcomes: readonly RetestOutcome[];
}

/** Sends the fresh requests that the run's facts ask for; a watch only counts. Never rejects; why none were sent is in `says`. */
export async function freshRequests(
  given: LookInputs<typeof retest> & { readonly until: AbortSignal },
): Promise<Fresh> {
  const { account, facts, sending, signal, until } = given;
  let { arn } = facts.loadBalancer;
  try {
    const balancer = await readBalancer(account, facts.loadBalancer, signal);
    arn = balancer.arn;
    if (given.watching) return none(arn, "");
    const listeners = await readListeners(account, balancer.arn, signal);
    const { method, says: note } = methodFor(given.run);
    const asked = { facts, method };
    const ruleHosts = (listener: Listener) => readRuleHosts(account, listener, signal);
    const planned = await planRequests(asked, { balancer, listeners, ruleHosts }, sending);
    if (planned.kind === "impossible") return none(arn, planned.why);
    const { plan } = planned;
    const wanted = { destination: arn, called: "this load balancer", requests: plan.count };
    const sent = await runPermitted(sending.permits, wanted, async (allowed) => {
      await given.leave(announceRequests(plan, given.now(), retest.moreSeconds));
      return sendRequests(plan, { ...given, signal: AbortSignal.any([until, allowed]) });
    });
    if ("why" in sent) return none(arn, `No fresh requests were sent. ${sent.why}`);
    if (sent.outcomes.length === 0 && isStopped(until))
      return none(arn, "No fresh request was answered yet.");
    const { says, ...rest } = shown(balancer, plan, sent, until);
    return { ...rest, says: `${says} ${note}`.trim(), queries: [planned.query] };
  } catch (error) {
    if (isStopped(signal)) return none(arn, "No fresh request was sent yet.");
    return none(arn, `No fresh requests were sent. ${failureSentence(error)}`);
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

function shown(
  balancer: Balancer,
  plan: RequestPlan,
  sent: SentRequests,
  until: AbortSignal,
): Omit<Fresh, "queries"> {
  const count = countOutcomes(sent.outcomes);
  const { arn } = balancer;
  const { from, to, outcomes } = sent;
  // The load balancer may have counted them as its own, so nothing of their time can be told apart.
  const unsigned = unsignedIn(outcomes);
  const own = {
    from,
    to,
    requests: count.requests + unsigned,
    failures: count.failures + unsigned,
  };
  const says = [freshSays(balancer, plan, sent, count), unsent(plan, sent, until)];
  return { arn, count, own, says: says.join(" ").trim(), outcomes };
}

function freshSays(
  balancer: Balancer,
  plan: RequestPlan,
  sent: SentRequests,
  count: Count,
): string {
  const { outcomes } = sent;
  const reached = count.requests - count.failures;
  const what = `${formatWhole(reached)} of ${plural(outcomes.length, `fresh ${plan.method} request`)}`;
  return [
    `${what} to ${shownUrl(plan.url.href)} reached a target${statuses(outcomes)}.`,
    count.failures > 0 ? `${formatWhole(count.failures)} failed with the load balancer's 502.` : "",
    reached > 0 && !outcomes.some(isServerError)
      ? "That shows that the path works, not that it is fixed."
      : "",
    targetErrors(outcomes),
    unsigned(outcomes),
    ownAnswers(outcomes),
    unanswered(outcomes, balancer),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function unsent({ count }: RequestPlan, { cutShort }: SentRequests, until: AbortSignal): string {
  if (!cutShort) return "";
  return isStopped(until)
    ? `The other requests of ${formatWhole(count)} were not sent.`
    : `The time was over before all ${formatWhole(count)} were sent.`;
}

/** " (18 × 200, 2 × 404)" */
function statuses(outcomes: readonly RetestOutcome[]): string {
  const counts = new Map<number, number>();
  for (const outcome of outcomes) {
    if (outcome.kind !== "reached") continue;
    counts.set(outcome.status, (counts.get(outcome.status) ?? 0) + 1);
  }
  const listed = [...counts].map(([status, count]) => `${count} × ${status}`).join(", ");
  return listed === "" ? "" : ` (${listed})`;
}

const isServerError = (outcome: RetestOutcome) =>
  outcome.kind === "failed502" ||
  outcome.kind === "unsigned502" ||
  ("status" in outcome && outcome.status >= 500);

function targetErrors(outcomes: readonly RetestOutcome[]): string {
  const errors = outcomes.filter((one) => one.kind === "reached" && isServerError(one)).length;
  return errors === 0
    ? ""
    : `${formatWhole(errors)} of them got an error of the target's own, so this URL does not work.`;
}

const unsignedIn = (outcomes: readonly RetestOutcome[]) =>
  outcomes.filter(({ kind }) => kind === "unsigned502").length;

function unsigned(outcomes: readonly RetestOutcome[]): string {
  const count = unsignedIn(outcomes);
  return count === 0
    ? ""
    : `${formatWhole(count)} got a 502 without a Server header: whether the load balancer or a target sent it cannot be told, so it counts for nothing.`;
}

function ownAnswers(outcomes: readonly RetestOutcome[]): string {
  const own = outcomes.flatMap((outcome) =>
    outcome.kind === "not-forwarded" ? [outcome.status] : [],
  );
  if (own.length === 0) return "";
  const which = [...new Set(own)].join(", ");
  return `The load balancer answered ${formatWhole(own.length)} by itself with ${which}, which no target saw: name a URL that a target serves.`;
}

function unanswered(outcomes: readonly RetestOutcome[], { internal }: Balancer): string {
  const reasons = outcomes.flatMap((outcome) =>
    outcome.kind === "no-answer" ? [outcome.why] : [],
  );
  const [first] = reasons;
  if (first === undefined) return "";
  const where = internal
    ? " The load balancer is internal, so it may be out of reach from here."
    : "";
  return `${formatWhole(reasons.length)} got no answer (${first}).${where}`;
}
