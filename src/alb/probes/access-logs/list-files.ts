import type { Account } from "../../../aws/account.ts";
import {
  daysOf,
  fileIntervalEnd,
  fileIntervalSeconds,
  type LogFile,
} from "../../access-logs/find-log-files.ts";
import { listLogs } from "../../access-logs/log-bucket.ts";
import type { LogPeriod } from "../../access-logs/sql-requests.ts";
import type { Logging } from "./log-place.ts";

/** A load balancer's files of a stretch of time; as many of the newest as may be read. Moments are seconds since the epoch. */
export interface ListedLogs {
  readonly objects: readonly LogFile[];
  /** Of the objects. */
  readonly bytes: number;
  /** Where the oldest of them begins, and where the newest ends. */
  readonly from: number;
  readonly to: number;
  /** What is there of the stretch, read or not. */
  readonly all: { readonly files: number; readonly bytes: number };
}

export interface WholeStretch {
  readonly from: number;
  readonly to: number;
}

/** Lists day by day what the load balancer has delivered, and nothing of its neighbours. Rejects with AwsProblem. */
export async function listBalancerLogs(
  account: Account,
  place: Logging,
  stretch: WholeStretch,
  mostBytes: number,
  signal: AbortSignal,
): Promise<ListedLogs> {
  const { bucket, folder, name } = place;
  const found: LogFile[] = [];
  for (const day of daysOf(stretch)) {
    const prefix = `${folder}${day}/${name}`;
    found.push(...(await listLogs(account, { bucket, prefix }, stretch, signal)));
  }
  return newestOf(found, stretch, mostBytes);
}

/** Whole intervals of all nodes from the newest on, because the gap test needs what came before without holes. */
function newestOf(
  found: readonly LogFile[],
  { from, to }: LogPeriod & WholeStretch,
  mostBytes: number,
): ListedLogs {
  const ends = [...Map.groupBy(found, ({ path }) => fileIntervalEnd(path) ?? to)];
  const objects: LogFile[] = [];
  let bytes = 0;
  let oldest: number | undefined;
  for (const [end, files] of ends.sort(([one], [other]) => other - one)) {
    const size = sizeOf(files);
    if (oldest !== undefined && bytes + size > mostBytes) break;
    objects.push(...files);
    bytes += size;
    oldest = end;
  }
  return {
    objects,
    bytes,
    from: Math.max(from, (oldest ?? to) - fileIntervalSeconds),
    to: Math.min(to, ends[0]?.[0] ?? to),
    all: { files: found.length, bytes: sizeOf(found) },
  };
}

const sizeOf = (files: readonly LogFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
