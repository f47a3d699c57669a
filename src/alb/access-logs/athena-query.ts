import { setTimeout as pause } from "node:timers/promises";
import type { Account } from "../../aws/account.ts";
import { AwsProblem } from "../../aws/aws-problem.ts";
import { everyPage } from "../../aws/pages.ts";
import { finiteOrNull } from "../../language/probes/numbers.ts";
import type { AnswerRow } from "./answers-from-rows.ts";

/** Where statements are sent. */
export interface AthenaPlace {
  readonly account: Account;
  readonly database: string;
  readonly workgroup: string;
  /** "s3://…" for the results; the workgroup's own when absent. */
  readonly output?: string | undefined;
  /** Resolves after so many milliseconds, by the clock when absent; rejects when the signal ends. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface AthenaAnswer {
  readonly rows: readonly AnswerRow[];
  readonly scannedBytes: number;
  readonly id: string;
}

export interface QueryLimits {
  /** Bytes that the statement may read before it is stopped. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  readonly onScanned?: (bytes: number) => void;
}

/** Between two looks at a running statement, in milliseconds. */
const pace = 1_000;

/**
 * Runs one statement and fetches all its rows. A statement that is not waited for any more, or has read more than it may, is
 * stopped in Athena too. Rejects with AwsProblem, or with the signal's reason.
 */
export async function runStatement(
  place: AthenaPlace,
  sql: string,
  limits: QueryLimits,
): Promise<AthenaAnswer> {
  limits.signal.throwIfAborted();
  const id = await start(place, sql);
  let running = true;
  try {
    const scannedBytes = await finished(place, id, limits);
    running = false;
    return { rows: await rowsOf(place, id, limits.signal), scannedBytes, id };
  } catch (error) {
    if (running && !(error instanceof EndedItself)) await stop(place, id);
    limits.signal.throwIfAborted();
    throw error;
  }
}

/** A statement that Athena failed or somebody else cancelled; there is nothing to stop. */
class EndedItself extends AwsProblem {}

/** Not ended by the signal: a statement whose id is not known could not be stopped. */
async function start({ account, database, workgroup, output }: AthenaPlace, sql: string) {
  const { QueryExecutionId } = await account.ask("athena:StartQueryExecution", {
    QueryString: sql,
    QueryExecutionContext: { Database: database },
    WorkGroup: workgroup,
    ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
  });
  return QueryExecutionId ?? "";
}

/** Waits for the end and tells how many bytes were read. */
async function finished(place: AthenaPlace, id: string, limits: QueryLimits): Promise<number> {
  const { mostBytes, signal, onScanned } = limits;
  for (;;) {
    const input = { QueryExecutionId: id };
    const { QueryExecution } = await place.account.ask("athena:GetQueryExecution", input, signal);
    const scanned = finiteOrNull(QueryExecution?.Statistics?.DataScannedInBytes) ?? 0;
    onScanned?.(scanned);
    const { State, StateChangeReason: reason } = QueryExecution?.Status ?? {};
    if (State === "SUCCEEDED") return scanned;
    if (State === "FAILED") throw new EndedItself("other", failed(id, reason));
    if (State === "CANCELLED") throw new EndedItself("other", cancelled(id, reason));
    if (scanned > mostBytes) throw new AwsProblem("refused", tooMuch(scanned));
    await (place.wait ?? waiting)(pace, signal);
  }
}

const waiting = (milliseconds: number, signal: AbortSignal) =>
  pause(milliseconds, undefined, { signal });

/** A second attempt by hand costs less than a query that reads on, so a failure to stop is swallowed. */
const stop = (place: AthenaPlace, id: string) =>
  place.account
    .ask("athena:StopQueryExecution", { QueryExecutionId: id }, AbortSignal.timeout(5_000))
    .catch(() => {});

const failed = (id: string, reason = "no reason given") =>
  `Athena could not run the query ${id}: ${reason.replace(/\.$/, "")}. Check the table, its columns (docs/access-logs.md), and what the credentials may read in S3 and Glue.`;

const cancelled = (id: string, reason?: string) =>
  `Athena says that the query ${id} was cancelled${reason === undefined ? "" : `: ${reason.replace(/\.$/, "")}`}. Somebody stopped it, or the workgroup's limit of bytes did. Take a shorter stretch of time, or ask again.`;

const tooMuch = (scanned: number) =>
  `The query was stopped when it had read ${formatGigabytes(scanned)} GB, more than may be read. ${readLessAdvice}`;

/** The options are those of `handrail logs`, the variables those of the runbook. */
export const readLessAdvice =
  "Take a shorter stretch of time, name the day's column (--partition, HANDRAIL_ATHENA_PARTITION), or raise the limit (--max-scanned, HANDRAIL_ATHENA_GIGABYTES).";

/** In gigabytes, for people. */
export const formatGigabytes = (bytes: number): string =>
  bytes < 1e7 ? (bytes / 1e9).toFixed(4) : (bytes / 1e9).toFixed(2);

/** All pages; the first row of the first page has the columns' names. Values come as text. */
async function rowsOf({ account }: AthenaPlace, id: string, signal: AbortSignal) {
  const rows: AnswerRow[] = [];
  const question = { QueryExecutionId: id, MaxResults: 1_000 };
  const pages = await everyPage(account, "athena:GetQueryResults", question, signal);
  for (const [page, { ResultSet }] of pages.entries()) {
    const columns = ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
    const cells = (ResultSet?.Rows ?? []).map(({ Data }) => Data ?? []);
    for (const data of page === 0 ? cells.slice(1) : cells) {
      const texts = data.map(({ VarCharValue }) => VarCharValue);
      rows.push(
        Object.fromEntries(
          columns.map(({ Name = "", Type }, at) => [Name, valueIn(texts[at], Type)]),
        ),
      );
    }
  }
  return rows;
}

/** Whole numbers too large for a double stay text, and so do texts; null is no text at all. */
function valueIn(text: string | undefined, type: string | undefined): unknown {
  if (text === undefined) return null;
  switch (type) {
    case "boolean":
      return text === "true";
    case "double":
    case "float":
    case "integer":
    case "decimal":
      return finiteOrNull(Number(text));
    case "bigint":
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    default:
      return text;
  }
}

/** Athena's price of a terabyte that a query reads, in US dollars (us-east-1, Athena pricing page). */
export const dollarsPerTerabyte = 5;

/** A query is billed as if it had read this many bytes at least (Athena pricing page). */
const leastBilled = 10e6;

/** What queries cost that read these bytes, in US dollars. */
export const athenaDollars = (scanned: readonly number[]): number =>
  (scanned.reduce((sum, bytes) => sum + Math.max(leastBilled, bytes), 0) / 1e12) *
  dollarsPerTerabyte;
