import { raceDeadline } from "../deadline.ts";
import { Postponed } from "../run/errors.ts";

/** Waits for the work, but no longer than until shutdown: rejects with Postponed then, so that the work stays due. */
export const waitOrShutdown = <Answer>(
  work: Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> =>
  raceDeadline({ signal }, work, () => {
    throw new Postponed("Handrail is shutting down.", 0);
  });
