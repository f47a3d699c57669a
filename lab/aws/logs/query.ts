import { AwsError } from "../errors.ts";
import type { LogEvent, LogGroupResource } from "./groups.ts";

/** A search that was started. */
export interface RunningQuery {
  readonly matched: readonly LogEvent[];
  /** Lines that matched, before the limit. */
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
  polled: number;
  stopped: boolean;
}

/** Answers StartQuery: what is asked is answered from the lines of the window, both ends included, in seconds. */
export function startQuery(body: unknown, groups: readonly LogGroupResource[]): RunningQuery {
  const { logGroupName, startTime, endTime, queryString } = body as Asked;
  const group = groups.find(({ name }) => name === logGroupName);
  if (!group)
    throw new AwsError("ResourceNotFoundException", `Log group '${logGroupName}' does not exist.`);
  if (!(startTime <= endTime)) throw malformed("The start must not be after the end.");
  const { sign, limit } = parse(queryString);
  const lines = group.lines(startTime * 1_000, (endTime + 1) * 1_000);
  const matched = lines
    .filter(({ message }) => sign.test(message))
    .toSorted((one, other) => other.at - one.at);
  const bytes = lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  return {
    matched: matched.slice(0, limit),
    recordsMatched: matched.length,
    recordsScanned: lines.length,
    bytesScanned: group.scannedBytes ?? bytes,
    polled: 0,
    stopped: false,
  };
}

interface Asked {
  readonly logGroupName: string;
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
export function resultsOf({ matched, ...counted }: RunningQuery) {
  const { recordsMatched, recordsScanned, bytesScanned } = counted;
  return {
    results: matched.map(({ at, message }, index) => [
      { field: "@timestamp", value: new Date(at).toISOString().replace("T", " ").slice(0, -1) },
      { field: "@message", value: message },
      { field: "@ptr", value: Buffer.from(`line:${index}`).toString("base64") },
    ]),
    statistics: { recordsMatched, recordsScanned, bytesScanned },
    status: "Complete",
  };
}
