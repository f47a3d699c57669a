import type { GapEvidence } from "./gap-test.ts";
import type { Signature } from "./signatures.ts";
import type { UrlCount } from "./urls.ts";

/** What the access logs answer, as counts; from DuckDB or Athena alike. */
export interface LogAnswers {
  readonly requests: number;
  /** When the first and the last response were given, in milliseconds since the epoch; null without requests. */
  readonly first: number | null;
  readonly last: number | null;
  readonly statuses: readonly StatusCount[];
  /** Of 502s, those of the application included. */
  readonly signatures: readonly SignatureCount[];
  readonly minutes: readonly MinuteCount[];
  /** Of URLs with at least three 502s. */
  readonly urls: readonly UrlCount[];
  readonly gaps: readonly GapFamily[];
}

export interface StatusCount {
  /** What the client got. */
  readonly status: number;
  /** What the target answered; null where it did not. */
  readonly targetStatus: number | null;
  readonly count: number;
}

export interface SignatureCount {
  readonly group: string;
  /** "10.0.1.7:3000"; null where none was chosen. */
  readonly target: string | null;
  readonly signature: Signature;
  /** Whether the URL is one that fails deterministically. */
  readonly failingUrl: boolean;
  readonly count: number;
  /** target_processing_time in seconds: a tenth of the 502s, half and nine tenths had less. */
  readonly seconds: { readonly p10: number; readonly p50: number; readonly p90: number };
}

export interface MinuteCount {
  /** Start of the minute in milliseconds since the epoch. */
  readonly at: number;
  readonly requests: number;
  /** 502s that the application did not answer itself. */
  readonly failures: number;
}

/** The gap test's counts for the 502s of one shape in one target group. */
export interface GapFamily {
  readonly group: string;
  readonly shape: Signature;
  readonly evidence: GapEvidence;
  readonly lags: Lags;
}

/** How long before each of a family's failures, and before as many other requests, the same place gave a response. */
export interface Lags {
  readonly binSeconds: number;
  /** Seconds at which the first bin begins. The clearest window, where there is one, is one of the bins. */
  readonly from: number;
  /** Failures with a response in the bin; one has a response in many bins. */
  readonly failures: readonly number[];
  /** The same of their controls, weighted as if there were as many. */
  readonly controls: readonly number[];
}
