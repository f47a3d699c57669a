import { looksOf, newestEvidence } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import type { LoadStretch } from "../../counts/comparison.ts";
import type { CountingFrom } from "../../counts/rollout.ts";
import type { FailureChart } from "../../diagnosis/pattern/chart.ts";
import type { catchRace } from "../catch/probe.ts";
import { pattern } from "../pattern/probe.ts";
import { retest } from "./probe.ts";

/** The chart of the time before the change that an earlier retest of this run drew, or null. */
export function keptChart({ visits }: Run): FailureChart | null {
  for (const { picture } of retestsIn(visits)) {
    if (picture?.kind !== "comparison") continue;
    const { failures, ...chart } = picture.before.chart;
    return { ...chart, failures502: failures };
  }
  return null;
}

/** The baseline that an earlier retest of this run froze, or null. Superseded retests do not count. */
export function frozenBaseline({ visits }: Run): LoadStretch | null {
  const [kept] = retestsIn(visits).flatMap(({ numbers }) => numbers.baseline ?? []);
  return kept === undefined ? null : { ...kept, slices: kept.slices.flatMap(sliceOf), moving: 0 };
}

/** A stretch as small as it can be stored: [requests, failures, load] for each period. */
export const storedStretch = ({ from, to, slices }: LoadStretch) => ({
  from,
  to,
  slices: slices.map(({ requests, failures, load }) => [
    requests,
    failures,
    Number(load.toPrecision(5)),
  ]),
});

/**
 * From when the run's newest change counts, before anyone looked at the targets: the moment at which it was marked as rolled out, or
 * so many minutes later as a responder said.
 */
export function saidComplete({ changes, log }: Run): CountingFrom | null {
  const marked = changes.at(-1);
  if (marked === undefined) return null;
  const minutes = log.flatMap((event) =>
    event.kind === "answered" && event.at >= marked ? (event.answers.rollout ?? []) : [],
  );
  const later = Number(minutes.at(-1) ?? 0) * 60_000;
  return later > 0 ? { at: marked + later, known: "said" } : { at: marked, known: "marked" };
}

/**
 * How many starts this run has counted from, the one at `start` included: each was another chance to find a stretch without failures,
 * taken back or not. A change that nobody looked at costs nothing.
 */
export function attemptNumber(
  { visits }: Run,
  start: number,
  probe: typeof retest | typeof catchRace = retest,
): number {
  const starts = visits
    .flatMap((visit) => looksOf<typeof retest | typeof catchRace>(visit, probe))
    .flatMap(({ numbers }) => numbers.start ?? []);
  return new Set([...starts, start]).size;
}

const retestsIn = (visits: Run["visits"]) =>
  visits.flatMap((visit) => (visit.superseded ? [] : looksOf(visit, retest)));

/** Since when failures persist, by the newest pattern that counts; null when it did not say. */
export function failingSince({ visits }: Run): number | null {
  return newestEvidence({ visits }, pattern)?.numbers.since ?? null;
}

const sliceOf = ([requests, failures, load]: readonly number[]) =>
  requests === undefined || failures === undefined || load === undefined
    ? []
    : [{ requests, failures, load }];
