import { AwsError } from "../errors.ts";
import type { LogGroupResource } from "./logs.ts";

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
  const first = Number(nextToken ?? 0);
  const last = first + limit;
  return {
    logGroups: found.slice(first, last).map(describe),
    ...(last < found.length ? { nextToken: String(last) } : {}),
  };
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
