import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import type { MetricSeries } from "../../counts/period.ts";
import { chanceOfLuck } from "../../counts/poisson.ts";
import type { Metric } from "../../metrics/published-metrics.ts";

/** What was counted in one availability zone or target group over the window; null where it is not published or not known. */
export interface ZoneCounts {
  readonly kind: "zone" | "group";
  readonly name: string;
  readonly requests: number;
  /** Only for zones: CloudWatch does not publish the load balancer's 502s by target group. */
  readonly failures502: number | null;
  /** Only for groups. */
  readonly target5xx: number | null;
  readonly connectionErrors: number | null;
  readonly tlsErrors: number | null;
}

/** Adds the series of each zone and group up, in the order in which they come. */
export function sumByZone(series: readonly MetricSeries[]): readonly ZoneCounts[] {
  const zones = new Set(series.flatMap(({ zone }) => zone ?? []));
  const groups = new Set(
    series.flatMap(({ metric, group }) => (metric === "requests" ? (group ?? []) : [])),
  );
  const place = (kind: ZoneCounts["kind"], name: string): ZoneCounts => {
    const here = series.filter((one) => (kind === "zone" ? one.zone : one.group) === name);
    const total = (metric: Metric) => totalOf(here, metric);
    return {
      kind,
      name,
      requests: total("requests") ?? 0,
      failures502: total("failures502"),
      target5xx: total("target5xx"),
      connectionErrors: total("connectionErrors"),
      tlsErrors: total("tlsErrors"),
    };
  };
  return [
    ...[...zones].map((name) => place("zone", name)),
    ...[...groups].map((name) => place("group", name)),
  ];
}

/** Where failures pile up beyond chance, a sentence each. */
export const zonesSentence = (places: readonly ZoneCounts[]): readonly string[] => [
  ...pileUp(places, "zone", "failures502", (count) => plural(count, "502")),
  ...pileUp(
    places,
    "group",
    "target5xx",
    (count) => `${formatWhole(count)} of the targets' own 5xx`,
  ),
  ...pileUp(places, "group", "connectionErrors", (count) => plural(count, "failed connection")),
  ...pileUp(places, "group", "tlsErrors", (count) => plural(count, "failed TLS handshake")),
];

type Counted = "failures502" | "target5xx" | "connectionErrors" | "tlsErrors";

function pileUp(
  places: readonly ZoneCounts[],
  kind: ZoneCounts["kind"],
  what: Counted,
  say: (count: number) => string,
): readonly string[] {
  const of = places.filter((place) => place.kind === kind);
  const count = (some: readonly ZoneCounts[]) => ({
    requests: some.reduce((all, { requests }) => all + requests, 0),
    failures: some.reduce((all, place) => all + (place[what] ?? 0), 0),
  });
  const all = count(of);
  return of.flatMap((place) => {
    const [here, others] = [count([place]), count(of.filter((one) => one !== place))];
    const most = all.failures >= 5 && here.failures >= 0.8 * all.failures;
    if (!most || chanceOfLuck(here, others) >= 0.01) return [];
    const where = kind === "zone" ? "zone" : "target group";
    return [
      `${formatWhole(here.failures)} of ${say(all.failures)} are in the ${where} ${place.name}, which takes ${percent(here.requests / all.requests)} of the requests.`,
    ];
  });
}

function totalOf(series: readonly MetricSeries[], metric: Metric): number | null {
  const one = series.find((candidate) => candidate.metric === metric);
  if (one === undefined || !one.complete) return null;
  return [...one.points.values()].reduce((all, value) => all + value, 0);
}
