import type { Log, Unreadable } from "../ports.ts";
import type { Recorder } from "../recorder.ts";

/** Says in the log and in the run's thread that work cannot be read and was set aside; one bad row stops nothing else. */
export async function reportUnreadable(
  { recorder, log }: { readonly recorder: Pick<Recorder, "append">; readonly log: Log },
  { run, key, why }: Unreadable,
): Promise<void> {
  log.error(`${key} of run ${run} was set aside: ${why}`);
  // A repaint is asked for again by whatever happens next, this event among it.
  const gaveUp = { kind: "gaveUp", work: key, why } as const;
  try {
    await recorder.append(run, "handrail", () => gaveUp);
  } catch (error) {
    log.warn(`Run ${run} could not be told that its work was set aside`, error);
  }
}
