import type { Claim, Clock, Log, Progress, Store } from "./ports.ts";

/** Repaints of progress are edits, and Slack allows few: one each 3 s for a look that is out. */
const betweenMs = 3_000;

/** Tells the thread how far a look has come, at most once each three seconds; the first word at once. */
export function createReporting(
  { store, clock, log, wake }: Reporting,
  claim: Claim,
): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = clock();
    if (now - last < betweenMs) return;
    last = now;
    // Progress is a courtesy: a write that fails must not end the look.
    store.setProgress(claim, progress, now).then(wake, (error: unknown) => {
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
