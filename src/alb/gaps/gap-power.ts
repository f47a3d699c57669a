import { fisherExactP } from "./fisher-exact.ts";
import { fewestHits, maxChance, scanRange, timerBand } from "./timeouts-scanned.ts";

/** What decides how clear a cluster has to be before the gap test shows it. */
export interface Sensitivity {
  readonly failures: number;
  readonly controls: number;
  /** How many responses a second one node and target gave before such a request. */
  readonly perSecond: number;
  /** How many windows and families the chance is corrected for. */
  readonly tries: number;
  /** The load balancer's idle timeout in seconds; null where it was not read. */
  readonly idle: number | null;
}

/**
 * The share of the failures that would have to follow one length of idleness for the test to show it, wherever in the scan it is
 * and though the timer closes in a band; null where even all of them would not do. Where responses are dense, every request
 * has one in a window so wide, and a window that everything meets shows nothing.
 */
export function shareNeeded({
  failures,
  controls,
  perSecond,
  tries,
  idle,
}: Sensitivity): number | null {
  const until = Math.min(scanRange.to, Math.max(scanRange.from, idle ?? scanRange.to));
  const widest = until - until / timerBand.step ** timerBand.steps;
  // At most so many have a response in the window by chance, in whatever rhythm the requests come.
  const met = Math.min(1, perSecond * widest);
  const needed = hitsNeeded({ failures, controls, met, tries });
  const share = shares.find((one) => {
    const others = failures * (1 - one);
    const fewest = failures - others * (1 - met) - surely * Math.sqrt(others * met * (1 - met));
    return fewest >= needed;
  });
  return share ?? null;
}

/** Above this share a test that finds nothing says nothing of a race that makes most of the failures. */
export const shareThatTells = 0.5;

interface Chances {
  readonly failures: number;
  readonly controls: number;
  /** The chance that a request has a response in the window. */
  readonly met: number;
  readonly tries: number;
}

/** The fewest hits that are no chance, against the controls and against the same failures in a window on either side. */
function hitsNeeded({ failures, controls, met, tries }: Chances): number {
  const others = [controls, 2 * failures].map((all) => ({
    hits: Math.round(met * all),
    tries: all,
  }));
  for (let hits = Math.max(fewestHits, Math.floor(met * failures)); hits <= failures; hits++) {
    const chance = others.map((other) => fisherExactP({ hits, tries: failures }, other));
    if (Math.max(...chance) * tries <= maxChance) return hits;
  }
  return Number.POSITIVE_INFINITY;
}

const shares = Array.from({ length: 100 }, (_, index) => (index + 1) / 100);

/** Standard deviations by which as good as every sample stays above its least. */
const surely = 3;
