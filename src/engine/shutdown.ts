import { Postponed } from "../run/errors.ts";

/** Waits for the work, but no longer than until shutdown: rejects with Postponed then, so that the work stays due. */
export async function orShutdown<Answer>(
  work: Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const { promise: shutdown, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Postponed("Handrail is shutting down.", 0));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, shutdown]);
  } finally {
    signal.removeEventListener("abort", stop);
    // Whatever it comes to, nobody waits for it any more.
    work.catch(() => {});
  }
}
