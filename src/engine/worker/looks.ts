import { type Evidence, type Step, signatureOf } from "#language";
import { Postponed, StaleVisit } from "../../run/errors.ts";
import type { Run } from "../../run/run.ts";
import { currentVisit, type Trace, type Visit } from "../../run/visits.ts";
import type { Claim, Clock, Log, Probe, Probes, Store } from "../ports.ts";
import type { Recorder } from "../recorder.ts";
import { createProgressReporter } from "./progress.ts";
import {
  defaultStopPolling,
  raceStop,
  type StopPolling,
  stoppedEvidence,
  unseenEvidence,
  waitOrShutdown,
  watchVisit,
} from "./stop-look.ts";

/** What a look needs beside its probe. */
export interface LookParts {
  readonly store: Pick<Store, "facts" | "setProgress" | "row">;
  readonly recorder: Recorder;
  readonly probes: Probes;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake: () => void;
  /** Aborts at shutdown. */
  readonly signal: AbortSignal;
}

/** How long a look waits for its flow's version to be put back, in milliseconds. */
export const goneMs = 300_000;

/** The probe that looks in a step, and what the step states of it; undefined where this version has none of that name. */
export function probeAt(
  probes: Probes,
  { probe, proves, choices = {} }: Pick<Step, "probe" | "proves"> & Partial<Pick<Step, "choices">>,
): Probe | undefined {
  const found = signatureOf(probes, probe, proves);
  if (found === undefined || typeof probe !== "object") return found;
  const labels = Object.fromEntries(
    Object.entries(choices).map(([name, { label }]) => [name, label]),
  );
  const asks = { probe, labels, ...(proves ? { proves } : {}) };
  return { ...found, look: (context) => found.look({ ...context, asks }) };
}

/** What the look comes to, also when someone stops it; rejects with Postponed at shutdown. */
export async function lookOutcome(
  parts: LookParts & { readonly patience?: StopPolling },
  claim: Claim,
  run: Run,
  probe: Probe,
): Promise<Evidence> {
  const { everyMs, graceMs } = parts.patience ?? defaultStopPolling;
  const { id, cancelled } = currentVisit(run);
  if (cancelled) return stoppedEvidence(unseenEvidence(probe), 0);
  const began = parts.clock();
  const watch = watchVisit(parts, run, id, everyMs);
  try {
    const signal = AbortSignal.any([parts.signal, watch.signal]);
    const asked = runLook(parts, claim, run, probe, { signal });
    const looking = raceStop(asked, watch.signal, probe, graceMs);
    const evidence = await waitOrShutdown(looking, parts.signal);
    // A look that was cut short says so in its evidence, which is not worth recording.
    if (parts.signal.aborted) throw new Postponed("Handrail is shutting down.", 0);
    const seconds = (parts.clock() - began) / 1_000;
    return watch.signal.aborted ? stoppedEvidence(evidence, seconds) : evidence;
  } finally {
    watch.stop();
  }
}

/** Asks the probe for where the run stands; a look of a watch tells nobody how far it has come. */
export function runLook(
  parts: LookParts,
  claim: Claim,
  run: Run,
  probe: Probe,
  how: { readonly watching?: true; readonly signal: AbortSignal },
): Promise<Evidence> {
  const visit = currentVisit(run).id;
  return probe.look({
    run,
    visit,
    facts: (earlier) => parts.store.facts(run.id, earlier),
    now: parts.clock,
    report: how.watching ? () => {} : createProgressReporter(parts, claim),
    leave: (trace) => leave(parts, claim, visit, trace),
    ...how,
  });
}

export const isLooking = (visit: Visit, id: string): boolean =>
  visit.id === id && visit.state === "looking";

/** Recorded before it is done; a visit that is over has nothing done for it any more. */
async function leave({ recorder }: LookParts, claim: Claim, visit: string, trace: Trace) {
  await recorder.append(claim.run, "handrail", (now) => {
    if (!isLooking(currentVisit(now), visit)) throw new StaleVisit("This step is already decided.");
    return { kind: "traced", visit, trace };
  });
}
