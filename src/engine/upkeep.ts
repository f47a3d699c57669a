import type { Clock, Log, Store } from "./ports.ts";

export interface UpkeepParts {
  readonly store: Pick<Store, "forgetDeliveries" | "pruneFacts" | "forgetOld" | "alerts">;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the raw material of a look is kept once its run is closed, in days. */
  readonly factsDays: number;
  /** How long a run is kept after the last that happened in it, once it is closed, in days; for ever when absent. */
  readonly retentionDays?: number | undefined;
}

const hourMs = 3_600_000;
/** How long an id of Slack's is remembered, in milliseconds: its documented retries end after a day. */
const rememberMs = 24 * hourMs;
/** How long it is remembered that an alert was heard, in days: longer than a signed request is taken. */
const alertsDays = 30;

/** Forgets, hourly, the deliveries that cannot come again and the raw material that no postmortem needs. */
export function createUpkeep(parts: UpkeepParts) {
  const { store, clock, log, factsDays, retentionDays } = parts;
  let before = clock();
  const tidy = async (): Promise<void> => {
    // Nothing younger than the last round, should the clock have jumped ahead since: Slack may still send it again.
    const oldest = Math.min(clock() - rememberMs, before);
    // Nor is a run old because the clock jumped: a round is an hour after the one before.
    const now = Math.min(clock(), before + 2 * hourMs);
    before = clock();
    const ago = (days: number) => now - days * 24 * hourMs;
    const failed = (error: unknown) => log.warn("What is old was not removed", error);
    await store.forgetDeliveries(oldest).catch(failed);
    await store.alerts.forget(ago(alertsDays)).catch(failed);
    await untilNone(() => store.pruneFacts(ago(factsDays))).catch(failed);
    if (retentionDays !== undefined)
      await untilNone(() => store.forgetOld(ago(retentionDays))).catch(failed);
  };
  const timer = setInterval(tidy, hourMs);
  timer.unref();
  return { tidy, stop: () => clearInterval(timer) };
}

/** Piece by piece, with others' requests in between: there may be much to remove at once. */
async function untilNone(remove: () => Promise<number>): Promise<void> {
  while ((await remove()) > 0) await new Promise((resolve) => setImmediate(resolve));
}
