import { AwsError } from "../errors.ts";
import type { LogEvent, LogGroupResource } from "./groups.ts";

/** A search that was started. */
export interface RunningQuery {
  /** Rows of columns. */
  readonly found: readonly Readonly<Record<string, string>>[];
  /** Lines that matched, before the limit. */
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
  polled: number;
  stopped: boolean;
}

/** Answers StartQuery: what is asked is answered from the lines of the window, both ends included, in seconds. */
export function startQuery(body: unknown, groups: readonly LogGroupResource[]): RunningQuery {
  const { logGroupName, logGroupIdentifiers, startTime, endTime, queryString } = body as Asked;
  const asked = logGroupName ?? logGroupIdentifiers?.[0] ?? "";
  const group = groups.find(({ name }) => isNamed(asked, name));
  if (!group)
    throw new AwsError("ResourceNotFoundException", `Log group '${asked}' does not exist.`);
  if (!(startTime <= endTime)) throw malformed("The start must not be after the end.");
  const running = { polled: 0, stopped: false };
  if (group.finds) return { ...toldOf(group.finds(), group), ...running };
  const { sign, limit } = parse(queryString);
  const lines = group.lines(startTime * 1_000, (endTime + 1) * 1_000);
  const matched = lines
    .filter(({ message }) => sign.test(message))
    .toSorted((one, other) => other.at - one.at);
  const bytes = lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  return {
    found: matched.slice(0, limit).map(rowOf),
    recordsMatched: matched.length,
    recordsScanned: lines.length,
    bytesScanned: group.scannedBytes ?? bytes,
    ...running,
  };
}

/** A group is named alone or by its ARN. */
const isNamed = (asked: string, name: string): boolean =>
  asked === name || asked.replace(/:\*$/, "").endsWith(`:${name}`);

const toldOf = (found: RunningQuery["found"], { scannedBytes = 4_000_000 }: LogGroupResource) => ({
  ...{ found, recordsMatched: found.length, recordsScanned: 12_000, bytesScanned: scannedBytes },
});

const rowOf = ({ at, message }: LogEvent, index: number) => ({
  "@timestamp": new Date(at).toISOString().replace("T", " ").slice(0, -1),
  "@message": message,
  "@ptr": Buffer.from(`line:${index}`).toString("base64"),
});

interface Asked {
  readonly logGroupName?: string;
  readonly logGroupIdentifiers?: readonly string[];
  readonly startTime: number;
  readonly endTime: number;
  readonly queryString: string;
}

/** Of the query language the lab knows a search for one regular expression, the newest lines first. */
function parse(query: string) {
  const [, pattern, limit] =
    /^fields @timestamp, @message \| filter @message like \/\(\?i\)(.+)\/ \| sort @timestamp desc \| limit (\d+)$/.exec(
      query,
    ) ?? [];
  if (pattern === undefined || !(Number(limit) >= 1 && Number(limit) <= 10_000))
    throw malformed(`The lab cannot run ${query}`);
  // A slash ends the expression unless it is escaped.
  if (/(?<!\\)\//.test(pattern)) throw malformed("unexpected symbol found /");
  return { sign: new RegExp(pattern, "i"), limit: Number(limit) };
}

const malformed = (why: string) => new AwsError("MalformedQueryException", why);

/** What GetQueryResults says of a search that is still running, or was stopped: a part of the bytes, and no rows yet. */
export function progressOf(query: RunningQuery, polls: number) {
  const share = Math.min(1, query.polled / (polls + 1));
  return {
    results: [],
    statistics: {
      recordsMatched: 0,
      recordsScanned: Math.round(query.recordsScanned * share),
      bytesScanned: Math.round(query.bytesScanned * share),
    },
    status: query.stopped ? "Cancelled" : "Running",
  };
}

/** What it says once the search is complete. */
export function resultsOf({ found, ...counted }: RunningQuery) {
  const { recordsMatched, recordsScanned, bytesScanned } = counted;
  return {
    results: found.map((row) => Object.entries(row).map(([field, value]) => ({ field, value }))),
    statistics: { recordsMatched, recordsScanned, bytesScanned },
    status: "Complete",
  };
}
