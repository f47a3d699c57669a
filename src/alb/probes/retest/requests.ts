import { setTimeout as pauseFor } from "node:timers/promises";
import type { ProbeContext } from "../../../engine/ports.ts";
import { formatWhole } from "../../../language/amounts.ts";
import type { Count } from "../../counts/poisson.ts";
import { type FreshRequest, type RetestOutcome, sendRequest } from "./request.ts";

/** What to send: `count` requests, one after the other, over the addresses in turn. */
export interface RequestPlan extends Omit<FreshRequest, "address"> {
  readonly addresses: readonly string[];
  readonly count: number;
  readonly pauseSeconds: number;
}

/** What was sent and what became of it; milliseconds since the epoch. */
export interface SentRequests {
  readonly from: number;
  readonly to: number;
  readonly outcomes: readonly RetestOutcome[];
  /** Fewer were sent than planned, because the time was over. */
  readonly cutShort: boolean;
  /** Requests that were begun, one without an outcome too. */
  readonly sent: number;
}

/** Sends the requests, reporting after each, until all are sent or the signal ends it. Never rejects. */
export async function sendRequests(
  plan: RequestPlan,
  { signal, report, now }: Pick<ProbeContext, "signal" | "report" | "now">,
): Promise<SentRequests> {
  const from = now();
  const outcomes: RetestOutcome[] = [];
  let sent = 0;
  const tell = () => report(progress(plan, outcomes, now() - from));
  tell();
  for (let index = 0; index < plan.count && !signal.aborted; index++) {
    if (index > 0) await pauseFor(plan.pauseSeconds * 1_000, undefined, { signal }).catch(ended);
    const address = plan.addresses[index % plan.addresses.length];
    if (address === undefined || signal.aborted) break;
    sent += 1;
    const outcome = await sendRequest({ ...plan, address }, signal);
    if (signal.aborted && outcome.kind === "no-answer") break;
    outcomes.push(outcome);
    tell();
  }
  return { from, to: now(), outcomes, cutShort: outcomes.length < plan.count, sent };
}

/** Requests that prove something: those that reached a target, and those for which the load balancer found it gone. */
export function countOutcomes(outcomes: readonly RetestOutcome[]): Count {
  const failures = outcomes.filter(({ kind }) => kind === "failed502").length;
  return {
    requests: outcomes.filter(({ kind }) => kind === "reached").length + failures,
    failures,
  };
}

/** What is left takes as long as so far, and at least its pauses. */
function progress(
  { count, pauseSeconds }: RequestPlan,
  outcomes: readonly RetestOutcome[],
  ms: number,
) {
  const { failures } = countOutcomes(outcomes);
  const done = outcomes.length;
  const each = Math.max(pauseSeconds, done === 0 ? 0 : ms / 1_000 / done);
  return {
    says: `${formatWhole(done)} of ${formatWhole(count)} requests sent, ${formatWhole(failures)} failed with 502`,
    share: done / count,
    secondsLeft: Math.ceil((count - done) * each),
  };
}

/** The signal ended the pause; the loop sees it. */
const ended = () => undefined;
