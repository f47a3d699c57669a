import type { Window } from "../../../aws/metric-window.ts";
import { formatUtc } from "../../../language/amounts.ts";
import type { Period } from "../../counts/period.ts";

/**
 * Since when CloudWatch has no request at all (milliseconds since the epoch), where the traffic before it never paused for half
 * as long: then it is late, or requests no longer arrive. Null where the newest period has a count, or gaps are usual.
 */
export function silentSince(periods: readonly Period[]): number | null {
  const counted = periods.map(isCounted);
  const [first, last] = [counted.indexOf(true), counted.lastIndexOf(true)];
  const silent = periods.length - 1 - last;
  if (last < 0 || silent < fewestPeriods || last - first < silent) return null;
  let [pause, longest] = [0, 0];
  for (const is of counted.slice(first, last)) {
    pause = is ? 0 : pause + 1;
    longest = Math.max(longest, pause);
  }
  return silent > 2 * longest ? (periods[last + 1]?.at ?? null) : null;
}

/** A 503 is no request for which a target was chosen, and yet one. */
const isCounted = ({ requests, failures502, failures503, failures504 }: Period): boolean =>
  [requests, failures502, failures503, failures504].some((count) => count !== null);

/** That in a sentence for people; none where nothing is missing. */
export function silenceSays(periods: readonly Period[], { to }: Window): readonly string[] {
  const since = silentSince(periods);
  return since === null
    ? []
    : [
        `CloudWatch has no request since ${formatUtc(since, to)}, though they came steadily before: its counts are late, or requests no longer reach a target. The time until ${formatUtc(to)} was not read.`,
      ];
}

/** CloudWatch is often late by a few minutes, beyond those that are left alone anyway. */
const fewestPeriods = 3;
