import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../account.ts";
import type { OutputOf } from "../allow-list.ts";
import { AwsProblem } from "../aws-problem.ts";

/** Milliseconds since the epoch. */
export interface SearchPeriod {
  readonly from: number;
  readonly to: number;
}

/** A row of an answer: its fields by name. */
export type SearchRow = { readonly [field: string]: string };

export type SearchResult =
  | {
      readonly kind: "complete";
      readonly rows: readonly SearchRow[];
      /** Lines that the question is about. */
      readonly matched: number;
      /** Lines and bytes that were looked at. */
      readonly records: number;
      readonly bytes: number;
    }
  /** It had scanned more than was allowed. */
  | { readonly kind: "stopped"; readonly bytes: number };

export interface Search {
  readonly group: string;
  readonly window: SearchPeriod;
  /** In the language of Logs Insights. */
  readonly query: string;
  /** Bytes. */
  readonly cap: number;
  readonly pollSeconds: number;
  readonly signal: AbortSignal;
  /** Told the bytes scanned so far. */
  readonly onProgress: (scanned: number) => void;
}

type Results = OutputOf<"logs:GetQueryResults">;

/**
 * Asks CloudWatch Logs Insights and waits for the answer. Whatever ends the waiting early also stops the question, so that it costs no
 * more. Rejects with AwsProblem.
 */
export async function runInsightsQuery(account: Account, asked: Search): Promise<SearchResult> {
  const { group, window, query, signal } = asked;
  // Once it is sent, its id is waited for also when the look is over: what runs without one cannot be stopped.
  const unsent = signal.aborted ? signal : undefined;
  const { queryId = "" } = await account.ask(
    "logs:StartQuery",
    {
      logGroupName: group,
      startTime: Math.floor(window.from / 1_000),
      // The end is inclusive.
      endTime: Math.ceil(window.to / 1_000) - 1,
      queryString: query,
    },
    unsent,
  );
  try {
    return await follow(account, queryId, asked);
  } catch (error) {
    await stop(account, queryId);
    throw error;
  }
}

async function follow(account: Account, queryId: string, asked: Search): Promise<SearchResult> {
  const { cap, pollSeconds, signal, onProgress } = asked;
  for (;;) {
    await pause(pollSeconds, signal);
    const answer = await account.ask("logs:GetQueryResults", { queryId }, signal);
    const bytes = answer.statistics?.bytesScanned ?? 0;
    if (answer.status === "Complete") return completed(answer, bytes);
    if (!isRunning(answer)) throw failed(answer);
    onProgress(bytes);
    if (bytes > cap) {
      await stop(account, queryId);
      return { kind: "stopped", bytes };
    }
  }
}

const isRunning = ({ status }: Results) =>
  status === "Running" || status === "Scheduled" || status === "Unknown";

function completed(
  { results = [], statistics }: Results,
  bytes: number,
): SearchResult & { readonly kind: "complete" } {
  const rows = results.map((fields) =>
    Object.fromEntries(fields.map(({ field = "", value = "" }) => [field, value])),
  );
  const { recordsMatched: matched = 0, recordsScanned: records = 0 } = statistics ?? {};
  return { kind: "complete", rows, matched, records, bytes };
}

/** The problem of whoever ended the waiting is the one of the next question. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await wait(seconds * 1_000, undefined, { signal }).catch(() => undefined);
}

/** A question that is over already cannot be stopped, which is just as well. */
async function stop(account: Account, queryId: string): Promise<void> {
  const soon = AbortSignal.timeout(2_000);
  await account.ask("logs:StopQuery", { queryId }, soon).catch(() => undefined);
}

const failed = ({ status = "Unknown" }: Results) =>
  new AwsProblem(
    "other",
    `The log was not read: CloudWatch Logs Insights ended the search with the status ${status}. Look again.`,
  );
