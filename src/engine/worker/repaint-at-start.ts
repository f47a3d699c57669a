import { setTimeout } from "node:timers/promises";
import { StoreUnavailable } from "../../run/errors.ts";
import type { Clock, Log, Store } from "../ports.ts";
import type { Recorder } from "../recorder.ts";

/** More runs than anyone has open; those beyond it are repainted when something happens to them. */
const mostRuns = 10_000;
/** Repainted at once; those after them one by one, so far apart that people's own requests go first. In milliseconds. */
const atOnce = 20;
const apartMs = 400;

/**
 * Asks for a repaint, once at the start, of every open run: what it walks may have been reworded, retired or lost since, and its
 * thread must say so before someone clicks. And of every run whose thread was given up, closed ones too: a new token or
 * permission is why bots are started anew. A thread that would not change costs Slack no call.
 */
export async function repaintAtStart(parts: Repainting): Promise<void> {
  try {
    for (const [nth, id] of [...(await behind(parts))].entries()) {
      if (nth >= atOnce) await pause(apartMs, parts.signal);
      if (parts.signal.aborted) return;
      await repaint(parts, id);
    }
  } catch (error) {
    parts.log.warn("Runs were not all repainted", error);
  }
}

/** Ends early, and without a word, at shutdown. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});

interface Repainting {
  readonly store: Pick<Store, "rows" | "condition">;
  readonly recorder: Pick<Recorder, "repaint">;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts at shutdown. */
  readonly signal: AbortSignal;
}

async function behind({ store, clock }: Repainting): Promise<ReadonlySet<string>> {
  const open = await store.rows({ status: "open", limit: mostRuns });
  const { dead } = await store.condition(clock());
  const unshown = dead.filter(({ key }) => key === "show");
  return new Set([...open.map(({ id }) => id), ...unshown.map(({ run }) => run)]);
}

/** One run that cannot be read must not keep the others from being shown. */
async function repaint({ recorder, log }: Repainting, id: string): Promise<void> {
  try {
    await recorder.repaint(id);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    log.warn(`Run ${id} was not repainted`, error);
  }
}
