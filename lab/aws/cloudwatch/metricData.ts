import type { LoadBalancerResource } from "../estate.ts";
import { paginate } from "./pages.ts";
import { type Point, points, type Span } from "./points.ts";
import { rememberCounts } from "./remember.ts";
import { type MetricQuery, readMetricRequest } from "./request.ts";

/** How the account's CloudWatch is set; AWS's own values are 60, about 180 and 100,800. */
export interface MetricSettings {
  readonly shortestPeriodSeconds: number;
  /** How long a count takes to show. */
  readonly settleSeconds: number;
  /** Datapoints in one answer. */
  readonly pointsPerPage: number;
}

/** The datapoints of a query, oldest first; undefined for a metric that is not known. */
export type Series = (query: MetricQuery, span: Span) => readonly Point[] | undefined;

/** Where metrics come from: a played world, and what load balancers count. */
export interface MetricSources {
  readonly estate: readonly LoadBalancerResource[];
  readonly series?: Series | undefined;
}

/** Answers GetMetricData at `now` (milliseconds since 1970). */
export function getMetricData(
  body: unknown,
  { estate, series }: MetricSources,
  settings: MetricSettings,
  now: number,
) {
  const request = readMetricRequest(body, settings.shortestPeriodSeconds);
  const settledUntil = now - settings.settleSeconds * 1_000;
  const span = { ...request, now, settledUntil, read: rememberCounts() };
  const results = request.queries.map((query) => {
    const found = series?.(query, span) ?? points(query, estate, span);
    const { id, label } = query;
    return { id, label, points: request.newestFirst ? found.toReversed() : found };
  });
  const most = Math.min(request.mostPoints, settings.pointsPerPage);
  const page = paginate(results, request.nextToken, most);
  return {
    MetricDataResults: page.results.map(({ id, label, points: found, complete }) => ({
      Id: id,
      Label: label,
      Timestamps: found.map(({ at }) => at / 1_000),
      Values: found.map(({ value }) => value),
      StatusCode: complete ? "Complete" : "PartialData",
    })),
    Messages: [],
    ...(page.nextToken ? { NextToken: page.nextToken } : {}),
  };
}
