import type { Json } from "#language";
import type { Run } from "../../../run/run.ts";
import type { Visit } from "../../../run/visits.ts";
import type { Stretch } from "../../counts/comparison.ts";
import type { Slice } from "../../counts/opportunity.ts";
import type { CountingFrom } from "../../counts/rollout.ts";
import type { Chart } from "../../diagnosis/chart.ts";
import { newestOf } from "../earlier.ts";
import { listIn, objectIn } from "../json.ts";
import { looksAt } from "./own.ts";

/** The chart of the time before the change that an earlier retest of this run drew, or null. */
export function keptBefore({ visits }: Run): Chart | null {
  const drawn = visits.filter(({ superseded }) => !superseded).flatMap(retestsAt);
  for (const { picture } of drawn) {
    if (picture?.kind !== "comparison") continue;
    const { failures, ...chart } = picture.before.chart;
    return { ...chart, failures502: failures };
  }
  return null;
}

/** The baseline that an earlier retest of this run froze, or null. Superseded retests do not count. */
export function frozenBaseline({ visits }: Run): Stretch | null {
  const counted = visits.filter(({ superseded }) => !superseded).flatMap(retestsAt);
  for (const { numbers } of counted) {
    const baseline = stretchOf(numbers.baseline);
    if (baseline !== null) return baseline;
  }
  return null;
}

/** A stretch as small as it can be stored: [requests, failures, load] for each period. */
export const storedStretch = ({ from, to, slices }: Stretch): Json => ({
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
export function attemptAt({ visits }: Run, start: number, probe = "alb.retest@"): number {
  const starts = visits
    .flatMap((visit) => looksAt(visit).filter((look) => look.probe.startsWith(probe)))
    .flatMap(({ numbers }) => (typeof numbers.start === "number" ? [numbers.start] : []));
  return new Set([...starts, start]).size;
}

const retestsAt = (visit: Visit) =>
  looksAt(visit).filter(({ probe }) => probe.startsWith("alb.retest@"));

/** Since when failures persist, by the newest pattern that counts; null when it did not say. */
export function failingSince({ visits }: Run): number | null {
  const since = newestOf(visits, "alb.pattern")?.numbers.since;
  return typeof since === "number" ? since : null;
}

function stretchOf(json: Json | undefined): Stretch | null {
  const { from, to, slices } = objectIn(json);
  if (typeof from !== "number" || typeof to !== "number" || !Array.isArray(slices)) return null;
  return { from, to, slices: slices.flatMap(sliceOf), moving: 0 };
}

function sliceOf(json: Json): readonly Slice[] {
  const [requests, failures, load] = listIn(json);
  return typeof requests === "number" && typeof failures === "number" && typeof load === "number"
    ? [{ requests, failures, load }]
    : [];
}
