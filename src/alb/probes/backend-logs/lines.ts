import type { Row } from "../../../aws/logs/search.ts";
import type { LogLine } from "../../backend-logs/hits.ts";

/** The lines of an answer. Insights gives times as "2026-11-23 14:59:58.123", in UTC. */
export const linesIn = (rows: readonly Row[]): readonly LogLine[] =>
  rows.flatMap((row) => {
    const at = Date.parse(`${row["@timestamp"]?.replace(" ", "T")}Z`);
    return Number.isNaN(at) ? [] : [{ at, message: row["@message"] ?? "" }];
  });
