import { estimatedBytes, priceReading, scanEstimate } from "../../../aws/logs/cost.ts";
import type { LogGroup } from "../../../aws/logs/group.ts";
import {
  runInsightsQuery,
  type SearchPeriod,
  type SearchResult,
  type SearchRow,
} from "../../../aws/logs/search.ts";
import { windowLengthMs } from "../../../aws/metric-window.ts";
import { foundAt } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import { moduleUrl, runInThread } from "../../../threads/bounded.ts";
import type { JudgedBackend } from "../../backend-logs/judge.ts";
import type { LogLine } from "../../backend-logs/matched-lines.ts";
import type { BackendObservation } from "../../backend-logs/observation.ts";
import { backendQuery, mostLines } from "../../backend-logs/wordings.ts";
import type { FailureChart } from "../../diagnosis/pattern/chart.ts";
import { type AlbLook, type LookInputs, type LookResult, unreadResult } from "../define-probe.ts";
import { pattern } from "../pattern/probe.ts";
import { overCapEvidence, scanCapBytes } from "./cost.ts";
import { findLogGroup, logGroupNotFound } from "./find-log-group.ts";
import type { backendLogs } from "./probe.ts";

/** In the window of the newest look at the metrics; what is found is held against the 502s. It scans no more than was allowed. */
export const look: AlbLook<typeof backendLogs> = async (given) => {
  const { account, facts, run, signal } = given;
  const typed = facts.logGroup?.trim() ?? "";
  if (typed === "") return unknown(nothingNamed);
  const { group, ...found } = await findLogGroup(account, typed, signal);
  if (group === null) return unknown(logGroupNotFound(typed, found, account));
  return within(given, { group, chart: newestChart(run), cap: scanCapBytes(facts.mostScanned) });
};

/** Lines are foreign text: whatever they hold, judging them ends. */
const judge = runInThread<BackendObservation, JudgedBackend>({
  module: moduleUrl(import.meta.url, "../../backend-logs/judge"),
  name: "judgeBackend" satisfies keyof typeof import("../../backend-logs/judge.ts"),
});

const nothingNamed =
  "No log group was named, so the backend's log was not searched. Press “Change the answers” (⋯) and name the one that these servers write to.";

const unknown = (says: string): LookResult<typeof backendLogs> => ({
  ...unreadResult(says),
  finding: "unknown",
});

interface Asked {
  readonly group: LogGroup;
  readonly chart: FailureChart | null;
  /** Bytes. */
  readonly cap: number;
}

/** Asks only where the estimate is within what is allowed, and stops where the truth is above it. */
async function within(
  given: LookInputs<typeof backendLogs>,
  { group, chart, cap }: Asked,
): Promise<LookResult<typeof backendLogs>> {
  const { account, facts, options, signal } = given;
  const window = searchPeriod(chart, facts.window, given.now());
  const bytes = estimatedBytes(group, window, given.now());
  const common = { group: group.name, cap, estimate: bytes };
  if (bytes !== null && bytes > cap) return overCapEvidence({ ...common, scanned: null });
  const report = (share: number, so: string) =>
    given.report({ says: `Searching ${group.name}: ${so}`, share });
  report(0, scanEstimate(bytes, cap));
  const answer = await runInsightsQuery(account, {
    ...{ group: group.name, window, query: backendQuery, cap, signal },
    pollSeconds: options.pollSeconds ?? 1,
    onProgress: (scanned) =>
      report(Math.min(0.95, scanned / (bytes || cap)), scanEstimate(scanned, cap, "scanned")),
  });
  if (answer.kind === "stopped") return overCapEvidence({ ...common, scanned: answer.bytes });
  const { rows, records } = answer;
  const isCut = rows.length >= mostLines;
  const observed = { group: group.name, lines: linesIn(rows), isCut, scanned: records, chart };
  const judged = await judge(observed);
  if (judged.kind === "ended") return unreadResult(tooLong(group.name));
  return evidenceOf(judged.value, bytes, answer);
}

const tooLong = (group: string) =>
  `The lines that were found in ${group} take too long to read (more than 2 s), so nothing was concluded from them. Search a shorter window, or another log group.`;

function evidenceOf(
  { hits, together, readings, ...judged }: JudgedBackend,
  estimate: number | null,
  { records, bytes }: SearchResult & { readonly kind: "complete" },
): LookResult<typeof backendLogs> {
  return {
    ...judged,
    readings: [...readings, priceReading(bytes, estimate)],
    numbers: { lines: hits.length, scanned: records, bytes, together },
    facts: hits
      .slice(0, 500)
      .map(({ at, wording }) => ({ at, server: wording.server, says: wording.says })),
  };
}

/** The lines of an answer. Insights gives times as "2026-11-23 14:59:58.123", in UTC. */
const linesIn = (rows: readonly SearchRow[]): readonly LogLine[] =>
  rows.flatMap((row) => {
    const at = Date.parse(`${row["@timestamp"]?.replace(" ", "T")}Z`);
    return Number.isNaN(at) ? [] : [{ at, message: row["@message"] ?? "" }];
  });

/** The 502s over time as the newest look at the metrics counted them; null where there was none. */
export function newestChart({ visits }: Run): FailureChart | null {
  const charts = visits.flatMap((visit) => foundAt(visit, pattern)?.numbers.chart ?? []);
  return charts.findLast(({ failures502 }) => failures502.length > 0) ?? null;
}

/** The window of that look, at most a day of it; else as far back as the run looks. */
export function searchPeriod(
  chart: FailureChart | null,
  window: string | undefined,
  now: number,
): SearchPeriod {
  if (chart === null) return { from: now - windowLengthMs(window), to: now };
  const to = chart.from + chart.failures502.length * chart.periodSeconds * 1_000;
  return { from: Math.max(chart.from, to - day), to };
}

const day = 24 * 3_600_000;
