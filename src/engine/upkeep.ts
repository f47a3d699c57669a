import type { Clock, Log, Store } from "./ports.ts";

export interface UpkeepParts {
  readonly store: Pick<Store, "forgetDeliveries" | "pruneFacts">;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the raw material of a look is kept once its run is closed, in days. */
  readonly factsDays: number;
}

const hourMs = 3_600_000;
/** How long an id of Slack's is remembered, in milliseconds: its documented retries end after a day. */
const rememberMs = 24 * hourMs;

/** Forgets, hourly, the deliveries that cannot come again and the raw material that no postmortem needs. */
export function createUpkeep({ store, clock, log, factsDays }: UpkeepParts) {
  let before = clock();
  const tidy = async (): Promise<void> => {
    // Nothing younger than the last round, should the clock have jumped ahead since: Slack may still send it again.
    const oldest = Math.min(clock() - rememberMs, before);
    before = clock();
    const old = clock() - factsDays * 24 * hourMs;
    const failed = (error: unknown) => log.warn("What is old was not removed", error);
    await store.forgetDeliveries(oldest).catch(failed);
    await prune(store, old).catch(failed);
  };
  const timer = setInterval(tidy, hourMs);
  timer.unref();
  return { tidy, stop: () => clearInterval(timer) };
}

/** Piece by piece, with others' requests in between: there may be much to remove at once. */
async function prune(store: Pick<Store, "pruneFacts">, old: number): Promise<void> {
  while ((await store.pruneFacts(old)) > 0) await new Promise((resolve) => setImmediate(resolve));
}
