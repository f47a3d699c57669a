import { AwsError } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { type TrailEvent, trailRecord } from "./record.ts";

/** Answers LookupEvents for one region: newest first, 50 a page, 90 days back. Source: CloudTrail API reference. */
export function lookupEvents(
  body: unknown,
  events: readonly TrailEvent[],
  region: string,
  now: number,
) {
  const { StartTime, EndTime, MaxResults = 50, NextToken, LookupAttributes = [] } = body as Lookup;
  if (LookupAttributes.length > 1)
    throw new AwsError("InvalidLookupAttributesException", "Only one lookup attribute is allowed.");
  if (MaxResults < 1 || MaxResults > 50)
    throw new AwsError("InvalidMaxResultsException", "MaxResults must be between 1 and 50.");
  const from = Math.max((StartTime ?? 0) * 1_000, now - 90 * day);
  const to = (EndTime ?? now / 1_000) * 1_000;
  const found = events
    .filter(({ at }) => at >= from && at <= to)
    .filter((event) => LookupAttributes.every((attribute) => has(event, attribute)))
    .toSorted((one, other) => other.at - one.at);
  const { items, next } = pageOf(found, NextToken, MaxResults, "InvalidNextTokenException");
  return {
    Events: items.map((event) => trailRecord(event, region)),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

/** Refuses more than `most` lookups in a second, as CloudTrail does for an account and region (2). */
export function createLookupRate(most: number, clock: () => number = Date.now): () => void {
  let recent: number[] = [];
  return () => {
    const now = clock();
    // A tenth is forgiven: a caller that keeps to the limit must not fail because the way here was uneven.
    recent = recent.filter((at) => at > now - 900);
    if (recent.length >= most) throw new AwsError("ThrottlingException", "Rate exceeded");
    recent.push(now);
  };
}

interface Lookup {
  readonly LookupAttributes?: readonly LookupAttribute[];
  /** JSON carries times as seconds since 1970. */
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface LookupAttribute {
  readonly AttributeKey?: string;
  readonly AttributeValue?: string;
}

const day = 86_400_000;

function has(event: TrailEvent, { AttributeKey, AttributeValue }: LookupAttribute): boolean {
  switch (AttributeKey) {
    case "EventName":
      return event.name === AttributeValue;
    case "EventSource":
      return AttributeValue === "elasticloadbalancing.amazonaws.com";
    default:
      throw new AwsError(
        "InvalidLookupAttributesException",
        `The lab cannot look up ${AttributeKey}.`,
      );
  }
}
