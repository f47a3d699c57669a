import { gzipSync } from "node:zlib";
import { filesAt, type LogFiles } from "../aws/s3/bucket.ts";
import { fileKey } from "../logs/files.ts";
import { type LogEntry, type LoggedBalancer, logLine } from "../logs/line.ts";

/** Log files that grow. */
export interface LogWriter extends LogFiles {
  readonly add: (entry: LogEntry) => void;
}

/**
 * Writes as an ALB does: one gzip file for each node and five minutes, named after the interval's end, delivered a little later
 * (ELB user guide, "Access logs for your Application Load Balancer"). They are packed when the bucket is listed.
 */
export function createLogWriter(
  balancer: LoggedBalancer,
  prefix: string,
  clock: () => number,
): LogWriter {
  const open = new Map<number, Map<string, LogEntry[]>>();
  const files = new Map<string, Buffer>();
  const deliver = (end: number) => {
    for (const [node, entries] of open.get(end) ?? []) {
      files.set(fileKey(end, node, balancer, prefix), packed(entries, balancer));
    }
    open.delete(end);
  };
  const { list, read } = filesAt(files);
  return {
    add: (entry) => {
      const end = Math.ceil((entry.at + 1e-6) / intervalSeconds) * intervalSeconds;
      const nodes = open.get(end) ?? new Map<string, LogEntry[]>();
      const entries = nodes.get(entry.node) ?? [];
      entries.push(entry);
      open.set(end, nodes.set(entry.node, entries));
    },
    list: (wanted) => {
      const due = [...open.keys()].filter((end) => (end + lateSeconds) * 1_000 <= clock());
      for (const end of due) deliver(end);
      return list(wanted);
    },
    read,
  };
}

const packed = (entries: readonly LogEntry[], balancer: LoggedBalancer) =>
  gzipSync(`${entries.map((entry) => logLine(entry, balancer)).join("\n")}\n`, { level: 1 });

const intervalSeconds = 300;
/** Nothing that began in an interval ends later than this after it: the load balancer gives up before. */
const lateSeconds = 90;
