import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePlainFile } from "../../../lab/logs/files.ts";
import type { LogEntry } from "../../../lab/logs/line.ts";
import { findFiles } from "../../../src/alb/access-logs/find-log-files.ts";
import {
  type LogReadOptions,
  type LogsReading,
  localSource,
  readLogs,
} from "../../../src/alb/access-logs/read-logs.ts";

/** 2026-01-01, in seconds since the epoch. */
export const newYear = 1_767_225_600;

/** Reads what `write` puts into a folder, and removes the folder. */
export async function readingOf(
  write: (folder: string) => Promise<unknown>,
  options: Partial<LogReadOptions> = {},
): Promise<LogsReading> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-test-"));
  try {
    await write(folder);
    const source = localSource(await findFiles(folder, options.stretch ?? {}));
    return await readLogs(source, {
      resources: { memoryMegabytes: 500, threads: 2 },
      signal: new AbortController().signal,
      clock: Date.now,
      ...options,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads entries that lie in one plain file. */
export const readingOfEntries = (entries: Iterable<LogEntry>) =>
  readingOf((folder) => writePlainFile(join(folder, "all.log"), entries));
