import { AwsError } from "../errors.ts";
import { pageOf } from "../paging.ts";

/** A log group; lines may be made when they are read. */
export interface LogGroupResource {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Days; for ever when absent. */
  readonly retentionDays?: number;
  readonly storedBytes: number;
  /** Lines from one moment to another, both in milliseconds since 1970. */
  readonly lines: (from: number, to: number) => readonly LogEvent[];
  /** What each search finds, whatever it asks, in place of lines: rows of columns. */
  readonly finds?: () => readonly Readonly<Record<string, string>>[];
  /** What a search of a window is said to scan, in bytes; that of its lines unless told. */
  readonly scannedBytes?: number;
}

/** A line at a moment in milliseconds since 1970. */
export interface LogEvent {
  readonly at: number;
  readonly message: string;
}

/** Answers DescribeLogGroups: by the beginning or a part of the name, in the order of names, 50 a page. */
export function describeLogGroups(body: unknown, groups: readonly LogGroupResource[]) {
  const {
    logGroupNamePrefix: prefix,
    logGroupNamePattern: part,
    limit = 50,
    nextToken,
  } = body as Asked;
  if (prefix !== undefined && part !== undefined)
    throw invalid("prefix and pattern exclude each other");
  if (limit < 1 || limit > 50) throw invalid("limit must be between 1 and 50");
  const found = groups
    .filter(({ name }) => name.startsWith(prefix ?? ""))
    .filter(({ name }) => name.toLowerCase().includes((part ?? "").toLowerCase()))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const { items, next } = pageOf(found, nextToken, limit, "InvalidParameterException");
  return { logGroups: items.map(describe), ...(next === undefined ? {} : { nextToken: next }) };
}

interface Asked {
  readonly logGroupNamePrefix?: string;
  readonly logGroupNamePattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

const invalid = (why: string) => new AwsError("InvalidParameterException", why);

const describe = ({ name, region, createdAt, retentionDays, storedBytes }: LogGroupResource) => ({
  logGroupName: name,
  creationTime: createdAt,
  ...(retentionDays === undefined ? {} : { retentionInDays: retentionDays }),
  metricFilterCount: 0,
  arn: `arn:aws:logs:${region}:123456789012:log-group:${name}:*`,
  storedBytes,
});
