import { type ProbeSignature, unread } from "#language";
import { limited, within } from "../deadline.ts";
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
    const signal = limited(context.signal, seconds * 1_000);
    const deaf = () => unread(probe, `There was no result within ${seconds} seconds. Look again.`);
    try {
      return await within({ ms: (seconds + 2) * 1_000 }, look({ ...context, signal }), deaf);
    } catch (error) {
      return unread(probe, reasonOf(error));
    }
  };
}
