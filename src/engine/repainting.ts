import type { Log, Store } from "./ports.ts";
import type { Recorder } from "./record.ts";

/** More runs than anyone has open; those beyond it are repainted when something happens to them. */
const mostRuns = 1_000;

/**
 * Asks for a repaint of every open run, once at the start: what a run walks may have been reworded, retired or lost since,
 * and its thread must say so before someone clicks. A thread that would not change costs Slack no call.
 */
export async function repaintOpen({ store, recorder, log, signal }: Repainting): Promise<void> {
  try {
    for (const { id } of await store.rows({ status: "open", limit: mostRuns })) {
      if (signal.aborted) return;
      await recorder.repaint(id);
    }
  } catch (error) {
    log.warn("Open runs were not all repainted", error);
  }
}

interface Repainting {
  readonly store: Pick<Store, "rows">;
  readonly recorder: Pick<Recorder, "repaint">;
  readonly log: Log;
  /** Aborts at shutdown. */
  readonly signal: AbortSignal;
}
