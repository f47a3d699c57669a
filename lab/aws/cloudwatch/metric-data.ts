import type { LoadBalancerResource } from "../estate.ts";
import { offsetIn, tokenAt } from "../paging.ts";
import { type Datapoint, points, type QuerySpan, rememberCounts } from "./points.ts";
import { type LabMetricQuery, readMetricRequest } from "./request.ts";

/** How the account's CloudWatch is set; AWS's own values are 60, about 180 and 100,800. */
export interface MetricSettings {
  readonly shortestPeriodSeconds: number;
  /** How long a count takes to show. */
  readonly settleSeconds: number;
  /** Datapoints in one answer. */
  readonly pointsPerPage: number;
}

/** The datapoints of a query, oldest first; undefined for a metric that is not known. */
export type Series = (query: LabMetricQuery, span: QuerySpan) => readonly Datapoint[] | undefined;

/** Where metrics come from: a played world, and what load balancers count. */
interface MetricSources {
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

/** What one query found. */
interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Datapoint[];
}

/** Cuts out the page that a token asks for, of `most` datapoints at most; a result that goes on in the next page is not complete. */
function paginate(results: readonly QueryResult[], token: string | undefined, most: number) {
  const begin = offsetIn(token, "InvalidNextToken");
  let skip = begin;
  let room = most;
  let left = 0;
  const cut = results.map((result) => {
    const from = Math.min(skip, result.points.length);
    const found = result.points.slice(from, from + room);
    const rest = result.points.length - from - found.length;
    skip -= from;
    room -= found.length;
    left += rest;
    return { ...result, points: found, complete: rest === 0 };
  });
  return { results: cut, nextToken: left > 0 ? tokenAt(begin + most) : undefined };
}
