import type { Reading } from "#language";
import { formatBytes } from "../../language/amounts.ts";
import type { LogGroup } from "./group.ts";
import type { SearchPeriod } from "./search.ts";

/** US dollars for each GB that a question scans (us-east-1; CloudWatch pricing page, Logs Insights). */
const dollarsPerGigabyte = 0.005;

/** What a search costs that scans so many bytes. */
export const searchDollars = (bytes: number): number => (bytes / 1e9) * dollarsPerGigabyte;

/**
 * The bytes that a question over this window scans, if the log group grows evenly: what it stores, over its age or its retention.
 * Null where AWS does not say what it stores.
 */
export function estimatedBytes(
  { createdAt, retentionDays, storedBytes }: LogGroup,
  { from, to }: SearchPeriod,
  now: number,
): number | null {
  if (storedBytes === null || createdAt === null) return null;
  const kept = Math.min(now - createdAt, (retentionDays ?? Number.POSITIVE_INFINITY) * day);
  if (kept <= 0) return storedBytes;
  const inside = Math.max(0, to - Math.max(from, now - kept));
  return Math.round(storedBytes * Math.min(1, inside / kept));
}

const day = 24 * 3_600_000;

/** "about 240 MB (about $0.0012), at most 1 GB". */
export function scanEstimate(bytes: number | null, cap: number, verb = "to scan"): string {
  const how = bytes === null ? `an unknown size ${verb}` : `about ${bytesWithPrice(bytes)} ${verb}`;
  return `${how}, at most ${formatBytes(cap)}`;
}

/** What was billed, beside what was expected. */
export function priceReading(bytes: number, estimate: number | null): Reading {
  return {
    label: "What this look cost",
    value: `${bytesWithPrice(bytes)} scanned${estimate === null ? "" : `, ${formatBytes(estimate)} estimated`}`,
    source: priceSource,
  };
}

/** Where the price stands. */
export const priceSource =
  "GetQueryResults statistics; $0.005 per GB scanned, CloudWatch pricing page";

/** "240 MB (about $0.0012)". */
export const bytesWithPrice = (bytes: number): string =>
  `${formatBytes(bytes)} (about $${dollars(bytes)})`;

function dollars(bytes: number): string {
  const price = searchDollars(bytes);
  return price < 0.0001 ? "0.0001 or less" : String(Number(price.toPrecision(2)));
}
