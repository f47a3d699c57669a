import type { FindingOf } from "#language";
import type { FailureChart } from "../diagnosis/pattern/chart.ts";
import type { backendLogs } from "../probes/backend-logs/probe.ts";
import type { Together } from "./coincidence.ts";
import type { Hit, LogLine } from "./matched-lines.ts";
import type { WordingKind } from "./wordings.ts";

/** The words of the probe backend.logs that follow from lines. */
export type BackendFinding = Exclude<FindingOf<typeof backendLogs>, "over-cap">;

/** What was read of a log group in a window. */
export interface BackendObservation {
  readonly group: string;
  readonly lines: readonly LogLine[];
  /** Whether there were more than were returned. */
  readonly isCut: boolean;
  /** All lines of the window, of whatever wording. */
  readonly scanned: number;
  /** Of the newest look at the metrics; null where there is none. */
  readonly chart: FailureChart | null;
}

/** What was found of one kind, held against the 502s where they are known. */
export interface KindFound {
  readonly kind: WordingKind;
  readonly hits: readonly Hit[];
  readonly together: Together | null;
}
