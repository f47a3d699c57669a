import type { GetMetricDataInput } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../errors.ts";
import { isStatistic } from "./metric-definitions.ts";

/** A GetMetricData request that has passed all checks; times in milliseconds since 1970. */
export interface MetricRequest {
  readonly queries: readonly LabMetricQuery[];
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
  readonly mostPoints: number;
  readonly nextToken: string | undefined;
}

export interface LabMetricQuery {
  readonly id: string;
  readonly label: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly periodSeconds: number;
  readonly stat: string;
}

type Json = Omit<GetMetricDataInput, "StartTime" | "EndTime"> & {
  /** JSON carries times as seconds since 1970. */
  readonly StartTime?: number;
  readonly EndTime?: number;
};

/** The limits of one GetMetricData call. Source: CloudWatch API reference, GetMetricData. */
const LIMITS = { queries: 500, points: 100_800 };

/** Checks a GetMetricData request as CloudWatch does; `shortestSeconds` is the shortest period there is. */
export function readMetricRequest(body: unknown, shortestSeconds: number): MetricRequest {
  const json = body as Json;
  const asked = json.MetricDataQueries ?? [];
  const mostPoints = json.MaxDatapoints ?? LIMITS.points;
  if (asked.length === 0) throw invalid("The parameter MetricDataQueries is required.");
  if (asked.length > LIMITS.queries)
    throw invalid(`The collection MetricDataQueries must not have a size greater than 500.`);
  if (mostPoints < 1 || mostPoints > LIMITS.points)
    throw invalid(`The parameter MaxDatapoints must be between 1 and ${LIMITS.points}.`);
  if (json.StartTime === undefined || json.EndTime === undefined)
    throw invalid("The parameters StartTime and EndTime are required.");
  if (json.StartTime >= json.EndTime)
    throw invalid("The parameter StartTime must be less than the parameter EndTime.");
  const queries = asked.map((query) => readQuery(query, shortestSeconds));
  if (new Set(queries.map(({ id }) => id)).size < queries.length)
    throw invalid("The values for parameter Id in MetricDataQueries must be unique.");
  return {
    queries,
    from: json.StartTime * 1_000,
    to: json.EndTime * 1_000,
    newestFirst: json.ScanBy !== "TimestampAscending",
    mostPoints,
    nextToken: json.NextToken,
  };
}

type AskedQuery = NonNullable<GetMetricDataInput["MetricDataQueries"]>[number];

function readQuery({ Id, Label, MetricStat }: AskedQuery, shortestSeconds: number): LabMetricQuery {
  if (!Id || !/^[a-z]\w*$/.test(Id))
    throw invalid(`The value ${Id} for parameter Id must match ^[a-z][a-zA-Z0-9_]*$.`);
  if (!MetricStat?.Metric) throw invalid("The lab knows MetricStat queries only.");
  const { Metric, Period = 0, Stat = "" } = MetricStat;
  if (Period < shortestSeconds || Period % shortestSeconds !== 0)
    throw invalid(`The parameter Period must be a multiple of ${shortestSeconds}.`);
  if (!isStatistic(Stat)) throw invalid(`The value ${Stat} for parameter Stat is not supported.`);
  const dimensions = (Metric.Dimensions ?? []).map(
    ({ Name, Value }) => [Name ?? "", Value ?? ""] as const,
  );
  const metric = Metric.MetricName ?? "";
  return {
    id: Id,
    label: Label ?? metric,
    namespace: Metric.Namespace ?? "",
    metric,
    dimensions: new Map(dimensions),
    periodSeconds: Period,
    stat: Stat,
  };
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
