import { poissonAtLeast } from "../../counts/binomial-tail.ts";
import type { PeriodCount } from "../../counts/failure-shape.ts";
import type { Link } from "../../links/link.ts";
import { plausibleShare } from "./thresholds.ts";

/** A stretch in which more requests failed than a race of idle timers can make fail. Milliseconds since the epoch. */
export interface Above {
  readonly from: number;
  readonly requests: number;
  readonly failures: number;
  readonly share: number;
}

/**
 * The densest stretch whose share no race of idle timers reaches: all periods, those since the failures began where so many are
 * hardly a play of chance, or a few minutes to an hour where they are none. Null where the share is within the model.
 */
export function aboveModel(
  counts: readonly PeriodCount[],
  since: number | null,
  most = plausibleShare,
): Above | null {
  const active = since === null ? [] : counts.filter(({ at }) => at >= since);
  const chanceOf = ({ requests, failures }: Above) => poissonAtLeast(failures, most * requests);
  const stretches = lengths.flatMap((length) => stretchesOf(counts, length));
  const found = [
    totalOf(counts),
    ...[totalOf(active)].filter((one) => chanceOf(one) < 0.05),
    ...stretches.filter((one) => chanceOf(one) * stretches.length < 0.01),
  ].filter(({ share }) => share > most);
  return found.toSorted((one, other) => other.share - one.share)[0] ?? null;
}

/**
 * The highest share that the model allows (domain: R / (e × T)): a round trip of up to 20 ms where a link is known to be inverted
 * with an idle timeout of T seconds, and what servers beside their load balancer have where nothing is known.
 */
export function allowedShare(outer: Link | null): number {
  const { closes } = outer?.server ?? {};
  if (!isInverted(outer ?? undefined) || closes?.kind !== "seconds") return plausibleShare;
  return Math.max(plausibleShare, 0.02 / (Math.E * Math.max(0.5, closes.seconds)));
}

/** Periods; the window as a whole is looked at beside them. */
const lengths = [1, 5, 15, 30, 60] as const;

function stretchesOf(counts: readonly PeriodCount[], length: number): readonly Above[] {
  const step = Math.max(1, length >> 1);
  const starts = Math.max(0, Math.ceil((counts.length - length) / step) + 1);
  return Array.from({ length: starts }, (_, index) =>
    totalOf(counts.slice(index * step, index * step + length)),
  );
}

function totalOf(counts: readonly PeriodCount[]): Above {
  const requests = counts.reduce((sum, one) => sum + one.requests, 0);
  const failures = counts.reduce((sum, one) => sum + one.failures, 0);
  const share = requests === 0 ? 0 : failures / requests;
  return { from: counts[0]?.at ?? 0, requests, failures, share };
}

/**
 * How probable it is that so many failures share their period with another by chance, 0 to 1: lost races are independent of each
 * other, what kills a process takes several requests at once. Each ten periods are held against their own count, and each
 * thirty, which counts for less because the rate may change meanwhile.
 */
export const chanceOfClumps = (counts: readonly PeriodCount[]): number =>
  Math.min(1, chanceIn(counts, 10), 100 * chanceIn(counts, 30));

function chanceIn(counts: readonly PeriodCount[], length: number): number {
  let [pairs, expected] = [0, 0];
  for (let start = 0; start < counts.length; start += length) {
    const block = counts.slice(start, start + length);
    const { requests, failures } = totalOf(block);
    const same = block.reduce((sum, one) => sum + (one.requests / requests) ** 2, 0);
    pairs += block.reduce((sum, one) => sum + pairsOf(one.failures), 0);
    expected += requests === 0 ? 0 : pairsOf(failures) * same;
  }
  return pairs === 0 ? 1 : poissonAtLeast(pairs, expected);
}

const pairsOf = (count: number) => (count * (count - 1)) / 2;

/** Whether the server behind the load balancer is known to close before it, or at the same time. */
export const isInverted = (link: Pick<Link, "verdict"> | undefined): boolean =>
  link?.verdict === "too-short" || link?.verdict === "tie";
