import { aNumber, anObject, listOf, orNull, shownUrl } from "#language";
import { plural } from "../../../language/amounts.ts";
import { looksAt } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import type { Trace, Visit } from "../../../run/visits.ts";
import type { Period } from "../../counts/period.ts";
import type { RequestPlan } from "../retest/requests.ts";

/**
 * Requests that a look of this run sent itself; milliseconds since the epoch. Where a look was lost half-way only its trace is known:
 * `failures` is null then, and how many of the requests were sent nobody knows.
 */
export interface OwnRequests {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  readonly failures: number | null;
}

const requests = listOf(
  anObject({ from: aNumber, to: aNumber, requests: aNumber, failures: orNull(aNumber) }),
);

/** What evidence of a probe that sends keeps of it. */
export const sentNumbers = { own: requests };

/** What all looks of the run sent, superseded or lost ones too: their requests were counted all the same. */
export const earlierRequests = ({ visits }: Run): readonly OwnRequests[] => visits.flatMap(sentAt);

/** Those of one visit: what its looks told, and for looks that were lost what they had announced. */
function sentAt(visit: Visit): readonly OwnRequests[] {
  const { traces = [] } = visit;
  const told = looksAt(visit).flatMap(({ numbers }) => requests(numbers.own) ?? []);
  const lost = (requests(traces.map(({ numbers }) => numbers)) ?? []).filter(
    (one) => !told.some(({ from }) => from >= one.from && from <= one.to),
  );
  return [...told, ...lost];
}

/**
 * How many of the requests counted in the period from `at` are our own, spread evenly over the time of sending; null when one of ours
 * failed there, or when nobody knows.
 */
export function countOwnRequests(
  own: readonly OwnRequests[],
  at: number,
  periodSeconds: number,
): number | null {
  const end = at + periodSeconds * 1_000;
  const there = own.filter((sent) => sent.from < end && sent.to >= at);
  if (there.some(({ failures }) => failures !== 0)) return null;
  const ours = there.map((sent) => {
    const overlap = Math.min(sent.to, end) - Math.max(sent.from, at);
    return sent.requests * (sent.to === sent.from ? 1 : overlap / (sent.to - sent.from));
  });
  return Math.round(ours.reduce((all, one) => all + one, 0));
}

/** The periods without what the run sent itself; what cannot be told apart is not known any more. */
export function withoutOwn(
  periods: readonly Period[],
  run: Run,
  periodSeconds: number,
): readonly Period[] {
  const own = earlierRequests(run);
  if (own.length === 0) return periods;
  return periods.map((period) => {
    const ours = countOwnRequests(own, period.at, periodSeconds);
    if (ours === null) return { ...period, requests: null, failures502: null, elb5xx: null };
    return period.requests === null
      ? period
      : { ...period, requests: Math.max(0, period.requests - ours) };
  });
}

/** The trace of requests that are about to be sent one after the other from `now` on: what is counted in that time is not judged. */
export function announceRequests(plan: RequestPlan, now: number, longestSeconds: number): Trace {
  const { count, method, url, pauseSeconds, timeoutMs } = plan;
  const longest = Math.min(count * (pauseSeconds * 1_000 + timeoutMs), longestSeconds * 1_000);
  return {
    says: `up to ${plural(count, `${method} request`)} of its own to ${shownUrl(url.href)}`,
    numbers: { from: now, to: now + longest, requests: count, failures: null },
  };
}
