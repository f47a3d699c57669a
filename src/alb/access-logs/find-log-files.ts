import { glob, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { BadInput } from "../../run/errors.ts";
import type { FileBatch } from "./duckdb-session.ts";
import type { LogPeriod } from "./sql-requests.ts";

/** A log file of this machine. */
export interface LogFile {
  readonly path: string;
  readonly bytes: number;
}

/** The log files of a file, folder or glob whose names fit the stretch, by name. Rejects with BadInput when there are none. */
export async function findFiles(where: string, stretch: LogPeriod): Promise<readonly LogFile[]> {
  const kind = await stat(where).catch(() => undefined);
  if (kind?.isFile() === true) return [{ path: where, bytes: kind.size }];
  const folder = kind?.isDirectory() === true ? where : undefined;
  const found: LogFile[] = [];
  // A folder's own name may hold what a glob takes for a pattern.
  for await (const name of folder === undefined ? glob(where) : glob("**", { cwd: folder })) {
    const path = folder === undefined ? name : join(folder, name);
    const { size, file } = await sizeOf(path);
    if (file && size > 0 && mayHoldLines(path, stretch)) found.push({ path, bytes: size });
  }
  if (found.length === 0) throw new BadInput(`There is no log file at ${where} for this time.`);
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Whether a file may hold lines of the stretch: its name tells the end of its five minutes; other names may hold anything. */
export function mayHoldLines(name: string, { from, to }: LogPeriod): boolean {
  const end = fileIntervalEnd(name);
  if (end === undefined) return true;
  return (
    (from === undefined || end >= from) && (to === undefined || end - fileIntervalSeconds < to)
  );
}

/** The end of a delivered file's interval by its name, in seconds since the epoch; undefined for another name. */
export function fileIntervalEnd(name: string): number | undefined {
  const file = name.slice(name.lastIndexOf("/") + 1);
  const [, year, month, day, hour, minute] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(file) ?? [];
  return year === undefined
    ? undefined
    : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 1_000;
}

/** Seconds; a file holds the responses of so long before the end in its name. */
export const fileIntervalSeconds = 300;

/** The days, "2026/01/31", in whose folders files with lines of the stretch lie: a file lies in the day of its end. */
export function daysOf({ from, to }: { readonly from: number; readonly to: number }) {
  const [first, last] = [Math.floor(from / day), Math.floor((to + fileIntervalSeconds) / day)];
  return Array.from({ length: last - first + 1 }, (_, index) => dayOf((first + index) * day));
}

/** "2026/01/31" of a moment in seconds since the epoch. */
export const dayOf = (at: number): string =>
  new Date(at * 1_000).toISOString().slice(0, 10).replaceAll("-", "/");

const day = 86_400;

/** Files that are read together: as many as come to about the size, all compressed or all plain, whatever they are called. */
export async function* batchFiles(
  files: Iterable<LogFile>,
  bytes: number,
): AsyncGenerator<FileBatch & { readonly bytes: number }> {
  const open = { gzip: empty(), none: empty() };
  for (const file of files) {
    const compression = await compressionOf(file.path);
    const batch = open[compression];
    batch.files.push(file.path);
    batch.bytes += file.bytes;
    if (batch.bytes < bytes) continue;
    yield { ...batch, compression };
    open[compression] = empty();
  }
  for (const compression of ["gzip", "none"] as const) {
    if (open[compression].files.length > 0) yield { ...open[compression], compression };
  }
}

const empty = () => ({ files: [] as string[], bytes: 0 });

/** By the file's first two bytes: browsers and some tools unpack a file and leave its name. */
async function compressionOf(path: string): Promise<"gzip" | "none"> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b ? "gzip" : "none";
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string) {
  const found = await stat(path).catch(() => undefined);
  return { size: found?.size ?? 0, file: found?.isFile() ?? false };
}
