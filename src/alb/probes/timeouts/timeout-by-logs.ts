import type { NumbersOf, Reading } from "#language";
import { foundAt, type VisitEvidence } from "../../../run/evidence-of.ts";
import type { Visit } from "../../../run/visits.ts";
import { formatSeconds } from "../../links/durations.ts";
import type { Idle } from "../../links/idle-times.ts";
import { accessLogs } from "../access-logs/probe.ts";
import { timeouts } from "./probe.ts";

/** What the access logs say of the timeout of the server behind the load balancer, beside its description. */
export interface Logged {
  /** Whether they say otherwise than the description. */
  readonly contradicts: boolean;
  readonly says: string;
  readonly reading: Reading;
}

/**
 * Sets the timeout that the newest look at the access logs inferred beside the described one. Null where the logs inferred none,
 * or where the description changed since: they tell of the time before.
 */
export function loggedTimeout(
  closes: Idle | undefined,
  visits: readonly (VisitEvidence & Pick<Visit, "id">)[],
): Logged | null {
  const place = visits.findLastIndex((visit) => foundAt(visit, accessLogs));
  const looked = visits[place];
  const inferred = looked && foundAt(looked, accessLogs)?.numbers.inferredTimeout;
  if (!looked || !inferred || closes === undefined) return null;
  if (visits.slice(place).some((visit) => describesOtherwise(visit, closes))) return null;
  const contradicts = !fits(closes, inferred.seconds) && closes.kind !== "unknown";
  return {
    contradicts,
    says: saying(closes, inferred, contradicts),
    reading: readingOf(inferred),
  };
}

type Inferred = NonNullable<NumbersOf<typeof accessLogs>["inferredTimeout"]>;

/** A comparison since then that had another value for the first server. */
function describesOtherwise(visit: VisitEvidence, closes: Idle): boolean {
  const compared = foundAt(visit, timeouts);
  if (compared === undefined) return false;
  const before = compared.numbers.links?.[0]?.serverClosesSeconds ?? null;
  return before !== ("seconds" in closes ? closes.seconds : null);
}

/** Timers are coarse: they fire up to half a second late, or a twentieth of their length. */
const fits = (closes: Idle, seconds: number) =>
  closes.kind === "seconds" &&
  Math.abs(closes.seconds - seconds) <= Math.max(0.5, 0.05 * closes.seconds);

function saying(closes: Idle, { seconds }: Inferred, contradicts: boolean): string {
  const idle = `the failures hit connections idle for ${formatSeconds(seconds)}`;
  if (closes.kind === "unknown") {
    return `The access logs tell it: ${idle}, so the server behind the load balancer closes after about ${formatSeconds(seconds)}.`;
  }
  if (!contradicts) return `The access logs agree: ${idle}.`;
  const described = "seconds" in closes ? `after ${formatSeconds(closes.seconds)}` : "otherwise";
  return `Yet the access logs say that ${idle}: a server behind the load balancer closes after about ${formatSeconds(seconds)}, and not ${described} as described. Either another server closes first, or what is described is not what runs.`;
}

const readingOf = ({ seconds, low, high }: Inferred): Reading => ({
  label: "Backend's idle timeout by the access logs",
  value: `${formatSeconds(seconds)} (from lags of ${formatSeconds(low)} to ${formatSeconds(high)})`,
  source: "gap test of the access logs",
});
