import type { Log } from "../../engine/ports.ts";
import { Postponed, SlackRefused } from "../../run/errors.ts";
import { causeOf } from "../transport/sdk-log.ts";

const mostAttempts = 5;

/** Attempts that must not hold anything else back: tried five times, then given up with a reason in the log. */
export interface BestEffort {
  readonly hasGivenUp: (run: string, key: string) => boolean;
  /** Does the work. Resolves with the milliseconds until it wants to be tried again, 0 when it need not. */
  readonly attempt: (run: string, key: string, work: () => Promise<void>) => Promise<number>;
}

export function createBestEffort(log: Log): BestEffort {
  const failures = new Map<string, number>();
  const nameOf = (run: string, key: string) => `${run} ${key}`;
  return {
    hasGivenUp: (run, key) => (failures.get(nameOf(run, key)) ?? 0) >= mostAttempts,
    attempt: async (run, key, work) => {
      try {
        await work();
        failures.delete(nameOf(run, key));
        return 0;
      } catch (error) {
        if (error instanceof Postponed) return Math.max(1, error.waitMs);
        const before = failures.get(nameOf(run, key)) ?? 0;
        const count = error instanceof SlackRefused ? mostAttempts : before + 1;
        failures.set(nameOf(run, key), count);
        const says = count < mostAttempts ? "will be tried again" : "was given up";
        log.warn(`A message of a run failed and ${says}.`, { run, key, cause: causeOf(error) });
        return count < mostAttempts ? 1_000 * 2 ** count : 0;
      }
    },
  };
}
