import type { Json, Reading } from "#language";
import { bytesWithPrice, priceSource } from "../../../aws/logs/cost.ts";
import { formatBytes } from "../../../language/amounts.ts";
import { type LookResult, unreadResult } from "../define-probe.ts";
import type { backendLogs } from "./probe.ts";

/** The bytes that a choice such as "5 GB (about $0.025)" allows; 1 GB when it says something else. */
export function scanCapBytes(choice: Json | undefined): number {
  const [, gigabytes = "1"] = /^(\d+) GB/.exec(String(choice)) ?? [];
  return Number(gigabytes) * 1e9;
}

interface Spent {
  readonly group: string;
  readonly cap: number;
  readonly estimate: number | null;
  /** Null where nothing was asked at all. */
  readonly scanned: number | null;
}

/** Evidence that the question would scan, or had scanned, more than was allowed. */
export function overCapEvidence({
  group,
  cap,
  estimate,
  scanned,
}: Spent): LookResult<typeof backendLogs> {
  const says =
    scanned === null
      ? `${group} was not searched: about ${bytesWithPrice(estimate ?? 0)} lie in this window, and ${formatBytes(cap)} are allowed.`
      : `The search of ${group} was stopped after ${bytesWithPrice(scanned)}, because ${formatBytes(cap)} are allowed.`;
  const reading: Reading = {
    label: scanned === null ? "Estimated to be scanned" : "Scanned until it was stopped",
    value: bytesWithPrice(scanned ?? estimate ?? 0),
    threshold: `≤ ${formatBytes(cap)}`,
    source:
      scanned === null ? `DescribeLogGroups storedBytes, by its age; ${priceSource}` : priceSource,
  };
  return {
    ...unreadResult(says, { readings: [reading] }),
    finding: "over-cap",
    next: ["Press “Change the answers” (⋯) to allow more, or to name a smaller log group."],
    numbers: { bytes: scanned ?? 0, estimate },
  };
}
