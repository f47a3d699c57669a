import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { LogFileEntry, LogFiles } from "../aws/s3/bucket.ts";
import { fileKey } from "./files.ts";
import { type LogEntry, type LoggedBalancer, logLine } from "./line.ts";

/** How log files are delivered. */
export interface DeliveryOptions {
  readonly balancer: LoggedBalancer;
  readonly prefix: string;
  /** How much time a file holds; AWS has 300 s. */
  readonly intervalSeconds: number;
  /** For how long files are kept, as a bucket's lifecycle rule does. */
  readonly keepSeconds: number;
}

/** A load balancer's delivery of its access logs: a gzip file for each node and interval. */
export interface LogDelivery {
  /** Takes an entry; those of one node come in the order of their responses. */
  readonly add: (entry: LogEntry) => void;
  /** Delivers what is of intervals that were over at `now`, in seconds since the epoch. */
  readonly deliver: (now: number) => Promise<void>;
  /** What was delivered and kept, as a list and as a bucket has it. */
  readonly delivered: () => readonly DeliveredFile[];
  readonly files: LogFiles;
}

/** A file that is there. */
export interface DeliveredFile extends LogFileEntry {
  readonly bytes: Uint8Array;
  /** The end of its interval, in seconds since the epoch. */
  readonly end: number;
}

/** Opens a delivery; nothing is delivered by itself. */
export function createLogDelivery(options: DeliveryOptions): LogDelivery {
  const open = new Map<string, OpenFile>();
  let delivered: readonly DeliveredFile[] = [];
  return {
    add: (entry) => {
      const end = intervalEnd(entry.at, options.intervalSeconds);
      const name = `${end} ${entry.node}`;
      const file = open.get(name) ?? { end, node: entry.node, lines: [], chunks: [] };
      open.set(name, file);
      if (file.lines.push(logLine(entry, options.balancer)) >= chunkLines) closeChunk(file);
    },
    deliver: async (now) => {
      const over = [...open].filter(([, { end }]) => end <= now);
      for (const [name] of over) open.delete(name);
      const files = await Promise.all(over.map(([, file]) => pack(file, options)));
      const kept = delivered.filter(({ end }) => end > now - options.keepSeconds);
      delivered = [...kept, ...files];
    },
    delivered: () => delivered,
    files: filesOf(() => delivered),
  };
}

/** A bucket of the files that are there when it is asked. */
export const filesOf = (files: () => readonly DeliveredFile[]): LogFiles => ({
  list: (prefix) => files().filter(({ key }) => key.startsWith(prefix)),
  read: (wanted) => Buffer.from(files().find(({ key }) => key === wanted)?.bytes ?? []),
});

interface OpenFile {
  readonly end: number;
  readonly node: string;
  readonly chunks: Buffer[];
  /** Those that are in no chunk yet. */
  readonly lines: string[];
}

/** Lines are made bytes a few at a time, so that a large file holds nothing up when it is closed. */
const chunkLines = 200;

function closeChunk({ lines, chunks }: OpenFile): void {
  if (lines.length > 0) chunks.push(Buffer.from(`${lines.splice(0).join("\n")}\n`));
}

const intervalEnd = (at: number, seconds: number) => Math.floor(at / seconds + 1) * seconds;

/** The name has the end to the minute only, and a word that tells files of one minute apart. */
async function pack(file: OpenFile, options: DeliveryOptions): Promise<DeliveredFile> {
  closeChunk(file);
  const { end, node, chunks } = file;
  const bytes = await promisify(gzip)(Buffer.concat(chunks), { level: 1 });
  const word = `${end.toString(36)}x`;
  const key = fileKey(Math.ceil(end / 60) * 60, node, options.balancer, options.prefix, word);
  return { key, size: bytes.length, end, bytes };
}
