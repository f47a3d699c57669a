import { createRandom, type Random } from "../../lab/alb/random.ts";
import { compareCounts, type LoadStretch } from "../../src/alb/counts/comparison.ts";
import { loadPeriods } from "../../src/alb/counts/opportunity.ts";
import type { Period } from "../../src/alb/counts/period.ts";
import { drawIncident, drawMinutes } from "./incident.ts";
import type { Stratum } from "./strata.ts";

/** When the retest first called an incident fixed, and when still failing, in minutes after the change; null for never. */
export interface Said {
  readonly fixed: number | null;
  readonly stillFailing: number | null;
}

/** Draws an incident of this kind and counts again and again, as people and the watch do, until it is called fixed. */
function walk(stratum: Stratum, seed: number): Said {
  const random = createRandom(seed);
  const { looks = nineLooks, restarts = Number.POSITIVE_INFINITY } = stratum;
  const minutes = minutesOf(stratum, looks.at(-1) ?? 0, random);
  const baseline = stretchOf(minutes, -hours3, 0);
  let stillFailing: number | null = null;
  for (const now of looks) {
    const attempt = 1 + Math.floor((now - 1) / restarts);
    const from = attempt === 1 ? 0 : (attempt - 1) * restarts;
    const verdict = verdictOf(baseline, stretchOf(minutes, from, now), attempt);
    if (verdict === "still-failing") stillFailing ??= now;
    if (verdict === "fixed") return { fixed: now, stillFailing };
  }
  return { fixed: null, stillFailing };
}

/** So many incidents of one kind, each from a seed of its own. */
export const walks = (stratum: Stratum, count: number, seed: number): readonly Said[] =>
  Array.from({ length: count }, (_, index) => walk(stratum, seed + index * 7_919));

const nineLooks = [3, 6, 10, 15, 25, 40, 60, 90, 120];
const hours3 = 180;

/** From three hours before the change. */
function minutesOf({ left, peculiar, atPeak }: Stratum, end: number, random: Random) {
  const incident = drawIncident(random);
  const own = peculiar?.(random) ?? {};
  const rate = (minute: number) => (own.rate?.(minute) ?? 1) * (minute < 0 ? 1 : left);
  const draw = (from: number, to: number) =>
    drawMinutes(incident, { ...own, rate }, { from, to }, random);
  if (!atPeak) return draw(-hours3, end);
  const past = draw(-720, 0);
  const peak = peakOf(past);
  const before = past.slice(Math.max(0, peak - hours3), peak);
  return [...before, ...draw(0, end)].map((one, index) => ({
    ...one,
    at: at(index - before.length),
  }));
}

/** The minute up to which the half hour before had the most failures, the first three hours left out. */
function peakOf(periods: readonly Period[]): number {
  const sums = periods.map((_, index) =>
    periods.slice(index - 30, index).reduce((all, { failures502 }) => all + (failures502 ?? 0), 0),
  );
  const later = sums.slice(hours3);
  return hours3 + later.indexOf(Math.max(...later));
}

const at = (minute: number) => minute * 60_000;

function stretchOf(minutes: readonly Period[], from: number, to: number): LoadStretch {
  const periods = minutes.slice(hours3 + from, hours3 + to);
  return { from: at(from), to: at(to), slices: loadPeriods(periods, 60), moving: 0 };
}

function verdictOf(baseline: LoadStretch, after: LoadStretch, attempt: number) {
  const compared = compareCounts({
    now: after.to,
    settleSeconds: 0,
    periodSeconds: 60,
    attempt,
    clock: { at: after.from, known: "marked" },
    baseline,
    after,
    fresh: { requests: 0, failures: 0 },
  });
  return compared.kind === "compared" ? compared.proof.verdict : "not-enough";
}
