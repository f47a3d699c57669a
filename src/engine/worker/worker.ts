import { type ProbeSignature, probeId, unreadEvidence } from "#language";
import type { Effect } from "../../run/effects.ts";
import { HandrailError, Held, Postponed, RunUnreadable, SlackRefused } from "../../run/errors.ts";
import type { Run } from "../../run/run.ts";
import { withoutSecrets } from "../../run/secrets.ts";
import { timerEvent } from "../../run/timers.ts";
import { currentVisit } from "../../run/visits.ts";
import {
  type Claim,
  type Clock,
  type Ids,
  type Lane,
  type Log,
  laneOf,
  type Probes,
  type Show,
  type Store,
} from "../ports.ts";
import type { Recorder } from "../recorder.ts";
import { checkOpenFollowUps } from "./follow-up-check.ts";
import { leaseKeeper } from "./lease.ts";
import { goneMs, isLooking, lookOutcome, probeAt } from "./looks.ts";
import type { StopPolling } from "./stop-look.ts";
import { watchOnce } from "./watch-once.ts";

/** Performs due effects. Killed anywhere, another worker takes up what is due when the lease runs out. */
export interface Worker {
  /** Claims one due effect, of one lane or of any. Undefined when nothing is due. */
  take(lane?: Lane): Promise<Work | undefined>;
}

/** Claimed work; it is performed when it is called, and never rejects. */
export interface Work {
  (): Promise<void>;
  readonly lane: Lane;
}

export interface WorkerParts {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly probes: Probes;
  readonly show: Show;
  /** Told of a run whose thread was given up, and why: someone may be reached elsewhere. */
  readonly unshown?: (run: Run, why: string) => Promise<void>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** How long a watch waits between two looks at least, in milliseconds; a minute when absent. */
  readonly leastWatchMs?: number;
  /** Called when there is more work to claim. */
  readonly wake: () => void;
  /** Aborts at shutdown: probes under way end, their effects stay due. */
  readonly signal: AbortSignal;
  /** How looks that someone stops are noticed; {@link usualPatience} when absent. */
  readonly patience?: StopPolling;
}

/** How long a claim holds without renewal, in milliseconds. */
const leaseMs = 30_000;
/** Attempts until work is given up. With the back-off below that is about two minutes. */
const mostAttempts = 8;

export function createWorker(parts: WorkerParts): Worker {
  return {
    take: async (only) => {
      const claim = await parts.store.claim(parts.clock(), leaseMs, parts.ids(), only);
      if (claim === undefined) return undefined;
      return Object.assign(() => performed(parts, claim), { lane: laneOf(claim.effect) });
    },
  };
}

/** Performs all that is due, one after the other, until nothing is left. */
export async function drainEffects(worker: Worker): Promise<void> {
  for (let work = await worker.take(); work; work = await worker.take()) await work();
}

async function performed(parts: WorkerParts, claim: Claim): Promise<void> {
  const lease = leaseKeeper(parts.store, claim, parts.clock, leaseMs);
  // Two looks at once would send the world twice what was announced.
  const signal = AbortSignal.any([parts.signal, lease.lost]);
  try {
    await perform({ ...parts, signal }, claim, claim.effect, lease.stillMine);
  } catch (error) {
    await failed(parts, claim, error);
  } finally {
    lease.stop();
  }
}

async function perform(
  parts: WorkerParts,
  claim: Claim,
  effect: Effect,
  stillMine: () => Promise<boolean>,
): Promise<void> {
  switch (effect.kind) {
    case "show":
      // What cannot be shown now is told and tried again as every repaint is, under the one key that it has.
      if (effect.afterSeconds !== undefined) await parts.recorder.repaint(claim.run);
      else await show(parts, claim, stillMine);
      return parts.store.finish(claim);
    case "probe":
      return probe(parts, claim, effect.visit);
    case "watch":
      return watchOnce(parts, claim, effect.visit);
    case "remind":
      return remind(parts, claim, effect.visit);
    case "check":
      return checkOpenFollowUps(parts, claim);
    default:
      throw new Error(`Unknown effect: ${JSON.stringify(effect satisfies never)}`);
  }
}

async function show(
  parts: WorkerParts,
  claim: Claim,
  stillMine: () => Promise<boolean>,
): Promise<void> {
  const { store, recorder, clock } = parts;
  try {
    await parts.show(await recorder.read(claim.run), stillMine, claim.paid);
  } finally {
    // Where another worker has it by now, what came late from here may stand over what that one has shown.
    if (!(await store.renew(claim, clock() + leaseMs))) await recorder.repaint(claim.run);
  }
}

async function probe(parts: WorkerParts, claim: Claim, visitId: string): Promise<void> {
  const run = await parts.recorder.read(claim.run);
  const visit = currentVisit(run);
  const step = parts.recorder.flowOf(run).steps[visit.step];
  if (!isLooking(visit, visitId)) return parts.store.finish(claim);
  const gone = parts.recorder.goneOf(run);
  if (gone) throw new Postponed(gone.says, goneMs);
  if (!step?.probe) return parts.store.finish(claim);
  const startedAt = parts.clock();
  const name = probeId(step.probe);
  const probe = probeAt(parts.probes, step);
  const why = `This version of Handrail has no probe ${name}. Decide without it.`;
  const { facts, ...evidence } = probe
    ? await lookOutcome(parts, claim, run, probe)
    : unreadEvidence(goneProbe(name), why);
  const { outcome } = await parts.recorder.append(
    claim.run,
    "handrail",
    (now) =>
      isLooking(currentVisit(now), visitId)
        ? { kind: "observed", visit: visitId, startedAt, evidence }
        : undefined,
    { facts: { visit: visitId, json: facts }, done: claim },
  );
  // Someone decided or looked again meanwhile: the visit is over, and so is its look.
  if (outcome === "nothing") await parts.store.finish(claim);
}

async function remind(parts: WorkerParts, claim: Claim, visitId: string): Promise<void> {
  const { outcome } = await parts.recorder.append(
    claim.run,
    "handrail",
    (run) => {
      const timer = parts.recorder.timerOf(run, claim.due);
      if (timer?.visit !== visitId) return undefined;
      const early = timer.at - parts.clock();
      // Not at once again, should the database's clock say that it is due.
      if (early > 0) throw new Postponed("It is not time yet.", Math.max(early, 1_000));
      return timerEvent(timer);
    },
    { done: claim },
  );
  if (outcome === "nothing") await parts.store.finish(claim);
}

const goneProbe = (id: string): ProbeSignature => ({
  ...{ id, version: 0, doing: "Looking", needs: {}, takes: {}, findings: [] },
  role: "check",
});

/** Nothing is lost: work that failed stays due, later each time, and is given up in plain sight. */
async function failed(parts: WorkerParts, claim: Claim, error: unknown): Promise<void> {
  // It is kept, and shown in the thread.
  const why = withoutSecrets(error instanceof Error ? error.message : String(error));
  try {
    if (error instanceof Held) return await hold(parts.store, claim, error);
    if (error instanceof Postponed)
      return await parts.store.postpone(claim, parts.clock() + error.waitMs, why, false);
    parts.log.warn(`${claim.key} of run ${claim.run} failed`, error);
    const says = error instanceof HandrailError ? why : `It failed: ${why}`;
    if (!isHopeless(claim, error)) {
      await parts.store.postpone(claim, parts.clock() + backOff(claim.attempts), why, true);
      if (claim.attempts + 1 === mostAttempts) await reportUnshown(parts, claim, says);
      return;
    }
    await giveUp(parts, claim, says);
  } catch (again) {
    // The store itself is out of reach: the lease runs out, and the work is taken up again.
    parts.log.error("The store did not take a failure's record", again);
  }
}

const hold = (store: Store, claim: Claim, { budget, keep, channel, message: why }: Held) =>
  store.hold(claim, { budget, keep, why, ...(channel === undefined ? {} : { channel }) });

/** Slack may be away for hours, and a run whose thread stays as it was waits for nobody: only a refusal ends a repaint. */
const isHopeless = ({ attempts, effect }: Claim, error: unknown): boolean =>
  error instanceof SlackRefused ||
  error instanceof RunUnreadable ||
  (effect.kind !== "show" && attempts + 1 >= mostAttempts);

async function giveUp(parts: WorkerParts, claim: Claim, why: string): Promise<void> {
  // A thread that cannot be written cannot show that it cannot be written; the next act tries again.
  if (claim.effect.kind === "show") {
    await parts.store.giveUp(claim, why);
    return reportUnshown(parts, claim, why);
  }
  const gaveUp = { kind: "gaveUp", work: claim.key, why } as const;
  try {
    // Said before it is set aside: a crash in between has it tried once more instead of waiting for nobody.
    await parts.recorder.append(claim.run, "handrail", () => gaveUp);
  } finally {
    await parts.store.giveUp(claim, why);
  }
}

async function reportUnshown(parts: WorkerParts, { run }: Claim, why: string): Promise<void> {
  parts.log.error(`Run ${run} is not shown: ${why}`);
  try {
    await parts.unshown?.(await parts.recorder.read(run), why);
  } catch (error) {
    // Of a run that cannot be read nobody knows whom to tell; it stands in App Home.
    if (!(error instanceof RunUnreadable)) throw error;
  }
}

const backOff = (attempts: number) => Math.min(60_000, 1000 * 2 ** attempts);
