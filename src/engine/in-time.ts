import { setTimeout as wait } from "node:timers/promises";
import { type ProbeSignature, unread } from "#language";
import type { Look } from "./ports.ts";

/**
 * The look with a deadline, which never rejects: `reasonOf` says what a failure was. It is told when the time is over and then says
 * what it could not read; one that does not listen is left behind two seconds later.
 */
export function inTime(
  probe: ProbeSignature,
  look: Look,
  seconds: number,
  reasonOf: (error: unknown) => string,
): Look {
  return async (context) => {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(seconds * 1_000)]);
    const finished = new AbortController();
    const deaf = wait((seconds + 2) * 1_000, undefined, { signal: finished.signal }).then(() =>
      unread(probe, `There was no result within ${seconds} seconds. Look again.`),
    );
    try {
      return await Promise.race([look({ ...context, signal }), deaf]);
    } catch (error) {
      return unread(probe, reasonOf(error));
    } finally {
      deaf.catch(() => undefined);
      finished.abort();
    }
  };
}
