import type { LinkMargin as LinkVerdict } from "../../links/link-verdict.ts";

/** What two sources say that may not fit together. */
interface Against {
  readonly metrics: string | null;
  /** What the access logs name. */
  readonly logs: string | null;
  /** Whether the gap test shows the race. */
  readonly shown: boolean;
  readonly changes: boolean;
  readonly outer: LinkVerdict | undefined;
  /** Whether that was measured, not described. */
  readonly isMeasured: boolean;
  readonly takenBack: boolean;
  /** Whether metrics suspect a race behind a proxy, and the logs have no 502 of a proxy. */
  readonly noGateway: boolean;
  /** Whether metrics and logs name the same, as far as both name something. */
  readonly agrees: boolean;
}

/** A sentence for each pair that cannot both be so. Pure. */
export function findContradictions(against: Against): readonly string[] {
  const { metrics, logs, shown, changes, outer, isMeasured, takenBack, agrees } = against;
  if (against.noGateway) return [ownErrors];
  const safe = isSafe(outer);
  if (shown) return safe ? [isMeasured ? shownYetMeasured : shownYetSafe] : [];
  if (!agrees && !takenBack && logs !== null) return [otherCauses];
  if (takenBack || metrics !== "keepalive-race") return [];
  const yet = isMeasured ? fitsYetMeasured : fitsYetSafe;
  return [...(safe ? [yet] : []), ...(changes ? [fitsYetChanged] : [])];
}

/** Whether a link loses a race: the server is not the one that waits longer. */
export const isRacing = (verdict: LinkVerdict | null | undefined): boolean =>
  verdict === "too-short" || verdict === "tie";

/** Whether a link loses no race: the server outlives its client, or no connection is used twice. */
export const isSafe = (verdict: LinkVerdict | null | undefined): boolean =>
  verdict === "long-enough" || verdict === "no-reuse";

const shownYetSafe =
  "The access logs show the race, yet the timeouts are in the right order as described: the description does not hold for the targets that fail, or it was changed since. Measure them.";
const shownYetMeasured =
  "The access logs show the race, yet the targets were measured to wait longer: other targets failed than were measured, or a timeout was changed since.";
const fitsYetSafe =
  "Yet the timeouts are in the right order as described: look for reloads, recycled workers and limits of requests for each connection, or correct the description.";
const fitsYetMeasured =
  "The metrics fit the race, yet the targets were measured to wait longer than the load balancer does: look for reloads, recycled workers and limits of requests for each connection.";
const fitsYetChanged = "Yet changes come with the failures, which a race has no part in.";
const ownErrors =
  "Yet most 5xx of the targets in the access logs are no 502, which is what a proxy answers for a lost race: look at the application's own errors.";
const otherCauses =
  "The metrics and the access logs name different causes: there may be two, or the logs are not of the same time. Look at both.";
