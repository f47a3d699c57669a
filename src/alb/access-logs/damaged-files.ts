import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { FileBatch } from "./duckdb-session.ts";

/**
 * Names the files of a batch that end early or are damaged, each with what that means. DuckDB reads such a gzip file as far
 * as it goes and says nothing, so lines would be missing unnoticed; zlib checks the length and checksum at its end.
 * Rejects with the signal's reason.
 */
export async function nameDamagedFiles(
  { files, compression }: FileBatch,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const damaged = new Map<string, string>();
  if (compression === "none") return damaged;
  for (const file of files) {
    const problem = await problemOf(file, signal);
    if (problem !== undefined) damaged.set(file, problem);
  }
  return damaged;
}

async function problemOf(file: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const unpack = createGunzip({ chunkSize: 256 * 1_024 });
    await pipeline(createReadStream(file), unpack, nowhere(), { signal });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "Z_BUF_ERROR"
      ? "the file ends early, so lines at its end are missing"
      : "the file is damaged, so lines of it may be missing";
  }
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
