import { formatWhole } from "../../language/amounts.ts";
import type { Judgement } from "../diagnosis/judgement-shape.ts";
import { type FailureChart, hasAny } from "../diagnosis/pattern/chart.ts";
import {
  countCoincidence,
  failureMetricName,
  failuresByPeriod,
  type Together,
} from "./coincidence.ts";
import { findingDetails, nextStepsByFinding } from "./finding-words.ts";
import { type Hit, matchLines } from "./matched-lines.ts";
import type { BackendFinding, BackendObservation, KindFound } from "./observation.ts";
import { type BackendReading, backendReadings } from "./readings.ts";
import type { WordingKind } from "./wordings.ts";

export interface JudgedBackend extends Omit<Judgement<BackendFinding>, "strength" | "readings"> {
  readonly strength?: "possible" | "likely";
  readonly readings: readonly BackendReading[];
  readonly hits: readonly Hit[];
  readonly together: Together | null;
}

/** Holds what the backend's own log says against the 502s of the same window. Never more than *likely*. Pure. */
export function judgeBackend(observation: BackendObservation): JudgedBackend {
  const { chart, lines, scanned } = observation;
  const hits = matchLines(lines);
  if (scanned === 0) return nothingLogged(observation);
  const kinds = kindsOf(hits, chart);
  const [best] = kinds.toSorted((one, other) => weight(other) - weight(one));
  const near = best !== undefined && isNear(best.together);
  const finding = near ? findings[best.kind] : "silent";
  const together = best?.together ?? (chart === null ? null : countCoincidence(chart, []));
  const strength = near && isClear(best.together) ? "likely" : "possible";
  const says = near
    ? spoken(observation, best.hits.length, best.kind, best.together)
    : silent(observation, hits.length, together);
  return {
    ...{ finding, strength, says, hits, together },
    next: [nextStepsByFinding[finding]],
    details: findingDetails(observation, finding),
    readings: backendReadings(observation, hits, kinds),
  };
}

const findings = {
  "broken-pipe": "broken-pipes",
  "upstream-closed": "upstream-closed",
  other: "other-errors",
} as const satisfies { readonly [kind in WordingKind]: BackendFinding };

const kindsOf = (hits: readonly Hit[], chart: FailureChart | null): readonly KindFound[] =>
  (["upstream-closed", "broken-pipe", "other"] as const).flatMap((kind) => {
    const those = hits.filter(({ wording }) => wording.kind === kind);
    if (those.length === 0) return [];
    const together =
      chart !== null && hasAny(failuresByPeriod(chart)) ? countCoincidence(chart, those) : null;
    return [{ kind, hits: those, together }];
  });

/** Lines at the 502s count before lines elsewhere, and words about connections before other errors. */
const weight = ({ kind, hits, together }: KindFound): number =>
  (together === null ? hits.length : together.both * 1e6 + hits.length) *
  (kind === "other" ? 0.5 : 1);

/** Whether such lines come with the 502s: in half of their periods, or in more of them than chance gives. */
const isNear = (together: Together | null): boolean =>
  together === null ||
  (together.both > 0 && (together.both * 2 >= together.failing || together.chance < 0.05));

/** Half of the periods with 502s have such a line, at least three of them, and chance alone would seldom do that. */
const isClear = (together: Together | null): boolean =>
  together !== null &&
  together.both >= 3 &&
  together.both * 2 >= together.failing &&
  together.chance < 0.01;

function nothingLogged({ group }: BackendObservation): JudgedBackend {
  return {
    finding: "unknown",
    says: `The log group ${group} holds no line at all of this window, so it says nothing about the 502s.`,
    next: ["Check that the servers behind this load balancer write to this log group."],
    ...{ details: [], readings: [], hits: [], together: null },
  };
}

const words = {
  "broken-pipe": "a broken connection to whoever asked",
  "upstream-closed": "a server behind it that closed the connection before its answer",
  other: "an error of its own",
} as const;

function spoken(
  { group, isCut, chart }: BackendObservation,
  count: number,
  kind: WordingKind,
  together: Together | null,
): string {
  const found = `${isCut ? "At least " : ""}${formatWhole(count)} ${count === 1 ? "line" : "lines"} of ${group} ${count === 1 ? "tells" : "tell"} of ${words[kind]}`;
  if (together === null) {
    const why = chart === null ? "when the 502s came is not known" : "no 502 was counted";
    return `${found}; ${why} in this window, so they cannot be compared.`;
  }
  return `${found}, in ${both(together, chart)}.`;
}

function silent(
  { group, scanned, chart }: BackendObservation,
  elsewhere: number,
  together: Together | null,
): string {
  const read = `Among ${formatWhole(scanned)} lines of ${group}`;
  if (together === null || elsewhere === 0)
    return `${read} none tells of a broken connection or an upstream that closed one: the failed requests left no trace there, as in the race.`;
  return `${read} ${formatWhole(elsewhere)} ${elsewhere === 1 ? "tells" : "tell"} of broken connections or errors, but in ${both(together, chart)}: the failed requests left no trace there, as in the race.`;
}

/** "12 of 14 minutes with 502s, and 3 of 166 without". */
function both(
  { both: count, failing, calm, calmWith }: Together,
  chart: FailureChart | null,
): string {
  const seconds = chart?.periodSeconds ?? 60;
  const periods = seconds === 60 ? "minutes" : `periods of ${formatWhole(seconds)} s`;
  return `${count} of ${formatWhole(failing)} ${periods} with ${failureMetricName(chart).what}, and ${calmWith} of ${formatWhole(calm)} without`;
}
