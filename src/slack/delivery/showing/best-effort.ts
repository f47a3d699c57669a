import type { Log } from "../../../engine/ports.ts";
import { Held, Postponed, SlackRefused } from "../../../run/errors.ts";
import { causeOf } from "../../transport/sdk-log.ts";

const mostAttempts = 5;

/** Attempts that must not hold anything else back: tried five times, then given up with a reason in the log. */
export interface BestEffort {
  readonly hasGivenUp: (run: string, key: string) => boolean;
  /** Does the work. Resolves with when it wants to be tried again, undefined when it need not. */
  readonly attempt: (run: string, key: string, work: () => Promise<void>) => Promise<Later>;
}

/** When something wants to be tried again, and for which budget it waits. */
export type Later = Postponed | undefined;

export const latestOnly = (waits: readonly Later[]): Later =>
  waits.reduce(
    (one, other) => ((other?.waitMs ?? 0) > (one?.waitMs ?? 0) ? other : one),
    undefined,
  );

export function createBestEffort(log: Log): BestEffort {
  const failures = new Map<string, number>();
  const nameOf = (run: string, key: string) => `${run} ${key}`;
  return {
    hasGivenUp: (run, key) => (failures.get(nameOf(run, key)) ?? 0) >= mostAttempts,
    attempt: async (run, key, work) => {
      try {
        await work();
        failures.delete(nameOf(run, key));
        return undefined;
      } catch (error) {
        if (error instanceof Held) return error;
        if (error instanceof Postponed) return later(Math.max(1, error.waitMs));
        const before = failures.get(nameOf(run, key)) ?? 0;
        const count = error instanceof SlackRefused ? mostAttempts : before + 1;
        failures.set(nameOf(run, key), count);
        const says = count < mostAttempts ? "will be tried again" : "was given up";
        log.warn(`A message of a run failed and ${says}.`, { run, key, cause: causeOf(error) });
        return count < mostAttempts ? later(1_000 * 2 ** count) : undefined;
      }
    },
  };
}

const later = (waitMs: number): Postponed =>
  new Postponed("A file, a picture or an announcement comes later.", waitMs);
