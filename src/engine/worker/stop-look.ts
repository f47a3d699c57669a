import { type Evidence, type ProbeSignature, unreadEvidence } from "#language";
import { raceDeadline } from "../../deadline.ts";
import { LookStopped, Postponed } from "../../run/errors.ts";
import type { Run } from "../../run/run.ts";
import { currentVisit } from "../../run/visits.ts";
import type { Store } from "../ports.ts";
import type { Recorder } from "../recorder.ts";

/** Ends a look when its visit asks for it, in whichever process the look runs. */
export interface StopWatch {
  /** Aborts with LookStopped. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** How patient the watch is, in milliseconds. */
export interface StopPolling {
  /** How often the run is looked at. */
  readonly everyMs: number;
  /** How long a stopped look may take to say what it saw. */
  readonly graceMs: number;
}

export const defaultStopPolling: StopPolling = { everyMs: 1_000, graceMs: 5_000 };

interface Watching {
  readonly store: Pick<Store, "row">;
  readonly recorder: Pick<Recorder, "read">;
}

/** Watches the row of a run, which a stop or a decision changes wherever it is made; the log is read only then. */
export function watchVisit(
  { store, recorder }: Watching,
  { id, revision }: Run,
  visit: string,
  everyMs: number,
): StopWatch {
  const ending = new AbortController();
  let known = revision;
  let isAsking = false;
  const look = async (): Promise<void> => {
    const row = await store.row(id);
    if (row === undefined || row.revision === known) return;
    known = row.revision;
    const why = reasonToStop(await recorder.read(id), visit);
    if (why !== undefined) ending.abort(why);
  };
  const timer = setInterval(() => {
    if (isAsking || ending.signal.aborted) return;
    isAsking = true;
    // A store that does not answer stops no look: it is asked again.
    look()
      .catch(() => {})
      .finally(() => {
        isAsking = false;
      });
  }, everyMs);
  timer.unref();
  return { signal: ending.signal, stop: () => clearInterval(timer) };
}

/** The look's own answer; where it does not come within the grace after a stop, that it was stopped. */
export const raceStop = (
  work: Promise<Evidence>,
  signal: AbortSignal,
  probe: ProbeSignature,
  graceMs: number,
): Promise<Evidence> => raceDeadline({ signal, ms: graceMs }, work, () => unseenEvidence(probe));

/** What a stopped look says: what it saw until then, and after how many seconds it ended. */
export const stoppedEvidence = (evidence: Evidence, seconds: number): Evidence =>
  evidence.finding === null
    ? { ...evidence, says: `Stopped after ${Math.round(seconds)} s. ${evidence.says}`.trim() }
    : evidence;

/** Evidence of a look that was stopped before it saw anything. */
export const unseenEvidence = (probe: ProbeSignature): Evidence =>
  unreadEvidence(probe, "Nothing was seen.");

function reasonToStop(run: Run, visit: string): LookStopped | undefined {
  if (run.visits.find(({ id }) => id === visit)?.cancelled)
    return new LookStopped("The look was stopped.");
  const { id, state } = currentVisit(run);
  return id === visit && state === "looking"
    ? undefined
    : new LookStopped("The step was decided meanwhile.");
}

/** Waits for the work, but no longer than until shutdown: rejects with Postponed then, so that the work stays due. */
export const waitOrShutdown = <Answer>(
  work: Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> =>
  raceDeadline({ signal }, work, () => {
    throw new Postponed("Handrail is shutting down.", 0);
  });
