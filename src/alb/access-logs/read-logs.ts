import type { LogAnswers } from "../gaps/log-answers.ts";
import type { Malformed } from "../gaps/log-verdict.ts";
import { type AnswerRow, readAnswerRows } from "./answers-from-rows.ts";
import { nameDamagedFiles } from "./damaged-files.ts";
import { type FileBatch, type LogSession, openSession, type Resources } from "./duckdb-session.ts";
import { batchFiles, type LogFile } from "./find-log-files.ts";
import { logQuestions, type QuestionName } from "./sql-questions.ts";
import type { LogPeriod } from "./sql-requests.ts";

/** What was read: the answers, and what could not be. */
export interface LogsReading {
  readonly answers: LogAnswers;
  readonly malformed: Malformed;
  readonly files: number;
  readonly bytes: number;
  /** Files that could not be read, or not to their end, with the reason. */
  readonly unread: readonly string[];
  /** Where Athena read, rather than this machine. */
  readonly athena?: AthenaUse;
}

export interface AthenaUse {
  readonly table: string;
  readonly workgroup: string;
  /** Ids of the queries. */
  readonly queries: readonly string[];
  readonly scannedBytes: number;
  readonly dollars: number;
  /** Of the pairs of node and target, those that the gap test looked at; 1 is all. */
  readonly testedShare: number;
}

/** A place that logs come from: local files, or a bucket that is fetched piece by piece. */
export interface LogSource {
  readonly bytes: number;
  readonly files: number;
  /** Pieces of about this many bytes, in order; `done` gives back what a piece needed. */
  readonly pieces: (bytes: number, signal: AbortSignal) => AsyncIterable<LogPiece>;
}

export interface LogPiece {
  readonly files: readonly LogFile[];
  readonly done: () => Promise<void>;
}

export interface LogReadOptions {
  readonly stretch?: LogPeriod;
  readonly resources: Resources;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** How far a reading has come. */
export interface ReadProgress {
  readonly doing: "reading" | "comparing";
  /** Bytes as stored, compressed ones counted as they are. */
  readonly bytes: number;
  readonly of: number;
  /** Log lines of the files that are read to their end. */
  readonly lines: number;
  /** 0 to 1. */
  readonly share: number;
  /** Seconds that the rest will take at the pace so far; null before anything is known. */
  readonly secondsLeft: number | null;
}

/** Reads the logs and asks all questions, never holding more than the resources allow. Rejects with the signal's reason. */
export async function readLogs(source: LogSource, options: LogReadOptions): Promise<LogsReading> {
  const session = await openSession(options.resources, options.stretch ?? {}, options.signal);
  const progress = createProgress(source.bytes, options.clock);
  const report = (doing: ReadProgress["doing"], bytes: number, lines: number) =>
    options.onProgress?.(progress(doing, bytes, lines));
  try {
    const { unread, lines } = await loadAll(session, source, options.signal, (bytes, so) =>
      report("reading", bytes, so),
    );
    report("comparing", source.bytes, lines);
    const answers = await askAll(session);
    const malformed = await session.malformed();
    return { answers, malformed, files: source.files, bytes: source.bytes, unread };
  } finally {
    await session.close();
  }
}

export const localSource = (files: readonly LogFile[]): LogSource => ({
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  files: files.length,
  pieces: async function* () {
    yield { files, done: async () => {} };
  },
});

const pieceBytes = 256e6;
const batchBytes = 64e6;
/** Milliseconds between two looks at a running load. */
const pace = 250;

/** How many lines were loaded, and which files could not be. */
interface Loaded {
  readonly lines: number;
  readonly unread: readonly string[];
}

async function loadAll(
  session: LogSession,
  source: LogSource,
  signal: AbortSignal,
  report: (bytes: number, lines: number) => void,
): Promise<Loaded> {
  let all: Loaded = { lines: 0, unread: [] };
  let done = 0;
  for await (const piece of source.pieces(pieceBytes, signal)) {
    for await (const batch of batchFiles(piece.files, batchBytes)) {
      const [bytes, { lines }] = [done, all];
      const timer = setInterval(() => report(bytes + session.share() * batch.bytes, lines), pace);
      const loaded = await loadOne(session, batch, signal).finally(() => clearInterval(timer));
      all = both(all, loaded);
      done += batch.bytes;
      report(done, all.lines);
    }
    await piece.done();
  }
  return all;
}

/** Loads a batch; where that fails, each of its files alone, so that one broken file costs no other. */
async function loadOne(
  session: LogSession,
  batch: FileBatch,
  signal: AbortSignal,
): Promise<Loaded> {
  try {
    const [lines, damaged] = await Promise.all([
      session.load(batch),
      nameDamagedFiles(batch, signal),
    ]);
    return { lines, unread: [...damaged].map(([file, problem]) => `${nameOf(file)}: ${problem}`) };
  } catch (error) {
    signal.throwIfAborted();
    const [file = "", ...others] = batch.files;
    if (others.length === 0) return { lines: 0, unread: [`${nameOf(file)}: ${firstLine(error)}`] };
  }
  let all: Loaded = { lines: 0, unread: [] };
  for (const file of batch.files) {
    all = both(all, await loadOne(session, { ...batch, files: [file] }, signal));
  }
  return all;
}

/** Without the temporary folder that objects of a bucket are fetched to. */
const nameOf = (file: string) => file.replace(/^.*\/handrail-bucket-\w+\//, "");

const both = (one: Loaded, other: Loaded): Loaded => ({
  lines: one.lines + other.lines,
  unread: [...one.unread, ...other.unread],
});

async function askAll(session: LogSession): Promise<LogAnswers> {
  const rows: [string, readonly AnswerRow[]][] = [];
  for (const [name, steps] of Object.entries(logQuestions))
    rows.push([name, await session.ask(steps)]);
  return readAnswerRows(Object.fromEntries(rows) as Record<QuestionName, readonly AnswerRow[]>);
}

/** Works out progress from bytes, with a clock in milliseconds. */
function createProgress(of: number, clock: () => number) {
  const began = clock();
  return (doing: ReadProgress["doing"], bytes: number, lines = 0): ReadProgress => {
    const share = of === 0 ? 1 : Math.min(1, bytes / of);
    const spent = (clock() - began) / 1_000;
    const secondsLeft = share === 0 || spent < 0.5 ? null : (spent / share) * (1 - share);
    return { doing, bytes: Math.min(bytes, of), of, lines, share, secondsLeft };
  };
}

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
