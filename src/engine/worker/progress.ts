import type { Claim, Clock, Log, Progress, Store } from "../ports.ts";

/** Repaints of progress are edits, and Slack allows few: one each 3 s for a look that is out. */
const betweenMs = 3_000;

/** Tells the thread how far a look has come, at most once each three seconds; the first word at once. */
export function createProgressReporter(
  { store, clock, log, wake }: Reporting,
  claim: Claim,
): (progress: Progress) => void {
  const left = createEstimate();
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = clock();
    const timed = { ...(progress.share === null ? {} : left(progress.share, now)), ...progress };
    if (Math.abs(now - last) < betweenMs) return;
    last = now;
    // Progress is a courtesy: a write that fails must not end the look.
    store.setProgress(claim, timed, now).then(wake, (error: unknown) => {
      log.warn("Progress was not recorded", error);
    });
  };
}

interface Reporting {
  readonly store: Pick<Store, "setProgress">;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake: () => void;
}

/** Fewer words than this, or in less time, tell no rate. */
const leastWords = 3;
const leastMs = 2_000;

/** The seconds left at the rate since the first word, once that can be told. */
function createEstimate() {
  let first: { readonly share: number; readonly at: number } | undefined;
  let words = 0;
  return (share: number, at: number): Pick<Progress, "secondsLeft"> => {
    first ??= { share, at };
    words += 1;
    const [done, spent] = [share - first.share, at - first.at];
    if (words < leastWords || spent < leastMs || done <= 0 || share >= 1) return {};
    return { secondsLeft: Math.round(((1 - share) / done) * (spent / 100)) / 10 };
  };
}
