import type { LogsReading } from "../../access-logs/read-logs.ts";
import type { CloudWatchSums } from "../../gaps/causes.ts";

/** What was read of a load balancer's logs, and what stands beside it. */
export interface BalancerLogs {
  readonly reading: LogsReading;
  /** Where it was read: "s3://bucket/prefix/…", or Athena's table. */
  readonly source: string;
  /** What of the window was read, in seconds since the epoch, and what there is. */
  readonly from: number;
  readonly to: number;
  readonly wanted: { readonly from: number; readonly to: number };
  readonly all: { readonly files: number; readonly bytes: number };
  /** idle_timeout.timeout_seconds; null or absent where it was not read. */
  readonly idleTimeoutSeconds?: number | null;
  /** Absent where CloudWatch could not be read. */
  readonly counted?: CloudWatchSums;
  readonly moves: readonly number[];
  /** Why something beside the logs could not be read. */
  readonly unread: readonly string[];
}
