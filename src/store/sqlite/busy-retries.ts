import { setTimeout } from "node:timers/promises";
import { isBusy } from "./failure.ts";

/** Does it as soon as no foreign program (a shell, a backup) holds the database; throws as it does after a second. */
export type Patiently = <Answer>(work: () => Answer) => Promise<Answer>;

/** In milliseconds. */
const longestMs = 1_000;
const pauseMs = 10;

/**
 * SQLite's own waiting would hold the whole process. One who waited in vain has waited for all who come after, until the database is
 * free again.
 */
export function createBusyRetries(): Patiently {
  let isPatient = true;
  return async (work) => {
    for (const end = performance.now() + longestMs; ; await setTimeout(pauseMs)) {
      try {
        const answer = work();
        isPatient = true;
        return answer;
      } catch (thrown) {
        if (!isBusy(thrown)) throw thrown;
        isPatient &&= performance.now() < end;
        if (!isPatient) throw thrown;
      }
    }
  };
}
