import type { RunningQuery } from "./query.ts";

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
