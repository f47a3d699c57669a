import type { Evidence, Watch } from "#language";
import { Postponed } from "../../run/errors.ts";
import type { Run } from "../../run/run.ts";
import { nextLook, watchSaw } from "../../run/slices/watches.ts";
import { currentVisit, type Visit, type Watching } from "../../run/visits.ts";
import type { Claim, Progress, Store } from "../ports.ts";
import { goneMs, type LookParts, probeAt, runLook } from "./looks.ts";
import { waitOrShutdown } from "./stop-look.ts";

export interface WatcherParts extends LookParts {
  readonly store: Pick<Store, "facts" | "setProgress" | "row" | "progress" | "finish" | "rest">;
  readonly leastWatchMs?: number;
}

/** One look of a watch. What it counted is kept with the effect, which stays, due again later, until the watch is over. */
export async function watchOnce(parts: WatcherParts, claim: Claim, id: string): Promise<void> {
  const { store, recorder, clock, signal } = parts;
  const run = await recorder.read(claim.run);
  const gone = recorder.goneOf(run);
  const step = recorder.flowOf(run).steps[currentVisit(run).step];
  if (!isWatched(currentVisit(run), id)) return store.finish(claim);
  if (gone) throw new Postponed(gone.says, goneMs);
  // A version that was reworded may not watch any more; time ends what it began.
  const probe = probeAt(parts.probes, step ?? {});
  if (!probe || !step?.watch) return store.finish(claim);
  const before = await store.progress(run.id, id);
  await untilItMay(parts, run, id, before);
  const startedAt = clock();
  const evidence = await waitOrShutdown(
    runLook(parts, claim, run, probe, { watching: true, signal }),
    signal,
  );
  if (signal.aborted) throw new Postponed("Handrail is shutting down.", 0);
  const isGeneric = probe.generic !== undefined;
  await keep(parts, claim, step.watch, { id, startedAt, evidence, before, isGeneric });
}

interface Look {
  readonly id: string;
  readonly startedAt: number;
  readonly evidence: Evidence;
  readonly before: Progress | undefined;
  /** Stated as data: it cannot tell when its answer is expected. */
  readonly isGeneric: boolean;
}

const isWatched = (visit: Visit, id: string): visit is Visit & { readonly watch: Watching } =>
  visit.id === id && visit.state === "deciding" && visit.watch !== undefined;

/** However often people ask: the newest datapoints are not there sooner. */
async function untilItMay(
  { clock, leastWatchMs = 60_000 }: WatcherParts,
  run: Run,
  id: string,
  before: Progress | undefined,
): Promise<void> {
  const seen = run.log.findLast((event) => event.kind === "observed" && event.visit === id);
  const now = clock();
  // A look that is still to come was dated by a clock that was ahead.
  const last = Math.max(0, ...[before?.at ?? 0, seen?.at ?? 0].filter((at) => at <= now));
  const early = last + leastWatchMs - now;
  if (early > 0) throw new Postponed("It has just looked.", early);
}

async function keep(parts: WatcherParts, claim: Claim, watch: Watch, seen: Look): Promise<void> {
  const { recorder, store, clock, leastWatchMs = 60_000 } = parts;
  const { facts, ...evidence } = seen.evidence;
  const now = clock();
  const progress = progressOf(seen, now);
  const told = { ...seen, evidence, now, unread: progress.unread?.times ?? 0 };
  const { run } = await recorder.append(
    claim.run,
    "handrail",
    (newest) =>
      isWatched(currentVisit(newest), seen.id)
        ? watchSaw(watch, currentVisit(newest), told)
        : undefined,
    { facts: { visit: seen.id, json: facts } },
  );
  const visit = currentVisit(run);
  if (!isWatched(visit, seen.id)) return store.finish(claim);
  const next = progress.unread
    ? now + patience(progress.unread.times)
    : nextLook(now, evidence.pending, leastWatchMs, seen.isGeneric ? visit.watch.since : undefined);
  const due = Math.max(now + leastWatchMs, Math.min(next, visit.watch.until));
  await store.rest(claim, due, progress, now);
}

/** What the thread shows until the next look; what could not be read leaves the last count standing. */
function progressOf({ evidence, before }: Look, now: number): Progress {
  const { finding, says: why, headline = "", pending } = evidence;
  if (finding === null) {
    const known = before ?? { says: "nothing counted yet", share: 0 };
    return { ...known, at: now, unread: { times: (before?.unread?.times ?? 0) + 1, why } };
  }
  const expectedAt = pending?.expectedAt ?? undefined;
  return {
    says: pending?.says ?? headline,
    share: pending?.share ?? null,
    at: now,
    ...(expectedAt === undefined ? {} : { expectedAt }),
  };
}

/** Five minutes after the first look that failed, twice as long after each further one. */
const patience = (times: number): number => 300_000 * 2 ** (times - 1);
