import { type ProbeSignature, unreadEvidence } from "#language";
import { limitSignal, raceDeadline } from "../deadline.ts";
import type { Look, ProbeContext } from "./ports.ts";

/**
 * The look with a deadline, which never rejects: `reasonOf` says what a failure was. It is told when the time is over and then says
 * what it could not read; one that does not listen is left behind two seconds later.
 */
export function lookInTime(
  probe: ProbeSignature,
  look: Look,
  seconds: number,
  reasonOf: (error: unknown) => string,
): Look {
  return async (context) => {
    const deaf = () =>
      unreadEvidence(probe, `There was no result within ${seconds} seconds. Look again.`);
    try {
      return await raceDeadline(
        { ms: (seconds + 2) * 1_000 },
        look(withDeadline(context, seconds)),
        deaf,
      );
    } catch (error) {
      return unreadEvidence(probe, reasonOf(error));
    }
  };
}

/** What a look is given, with a signal that ends it after so many seconds and its words on how far it is telling how long that is. */
export function withDeadline(context: ProbeContext, seconds: number): ProbeContext {
  const end = context.now() + seconds * 1_000;
  const atMost = () => Math.max(1, Math.ceil((end - context.now()) / 1_000));
  return {
    ...context,
    signal: limitSignal(context.signal, seconds * 1_000),
    report: (progress) => context.report({ secondsAtMost: atMost(), ...progress }),
  };
}
