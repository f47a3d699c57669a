/** A picture as data: everything that it shows, nothing of how it looks. Plain JSON; times in milliseconds since the epoch. */
export type Drawing =
  | FailuresDrawing
  | ComparisonDrawing
  | SeriesDrawing
  | IntervalsDrawing
  | HistogramDrawing
  | FlowDrawing;

/** Failures and their share of requests against time, with the change marked. */
export interface FailuresDrawing {
  readonly kind: "failures";
  /** What a failure is, in one word: "503". */
  readonly called: string;
  readonly chart: Chart;
  readonly requests: number;
  readonly failures: number;
  /** When a change was rolled out; those outside of the chart are not shown. */
  readonly changes: readonly number[];
}

/** Before and after the change on one scale. */
export interface ComparisonDrawing {
  readonly kind: "comparison";
  /** What a failure is, in one word: "503". */
  readonly called: string;
  readonly before: ComparisonSide;
  readonly after: ComparisonSide;
  readonly change: number;
}

/** The counts that are compared; the chart shows the stretch of time that they are from. */
export interface ComparisonSide {
  readonly requests: number;
  readonly failures: number;
  readonly chart: Chart;
}

/** One value over time, with the limit that it is held against and the changes in it. */
export interface SeriesDrawing {
  readonly kind: "series";
  /** What the values are: "ApproximateAgeOfOldestMessage". */
  readonly title: string;
  /** More of that in a few words: "Maximum, QueueName orders". */
  readonly says: string;
  readonly from: number;
  readonly periodSeconds: number;
  /** Null where none is known. */
  readonly values: readonly (number | null)[];
  readonly limit?: { readonly value: number; readonly name: string };
  /** When a change was rolled out; those outside of the series are not shown. */
  readonly changes: readonly number[];
}

/** What lies one behind the other, and between two neighbours two timers on one scale: how long one keeps, when the other closes. */
export interface IntervalsDrawing {
  readonly kind: "intervals";
  /** Names, outermost first; one more than there are pairs, and before them who stands outside. */
  readonly stops: readonly string[];
  readonly pairs: readonly TimerPair[];
}

export interface TimerPair {
  readonly first: DrawnTimer;
  readonly second: DrawnTimer;
  readonly tone: "bad" | "equal" | "thin" | "good" | "unknown";
  /** A few words below both: "closes 55 s too early". */
  readonly says: string;
  /** The pair in a sentence, for whoever does not see it. */
  readonly alt: string;
}

export interface DrawnTimer {
  /** What it does: "keeps idle connections". */
  readonly says: string;
  readonly lasts:
    | { readonly kind: "seconds" | "at-least"; readonly seconds: number }
    | { readonly kind: "never" | "at-once" | "unknown" };
}

/** How often each length came, for two kinds of events above one another; each as a share of its own kind. */
export interface HistogramDrawing {
  readonly kind: "histogram";
  readonly title: string;
  readonly says: string;
  /** What the axis counts, in small letters above the plots. */
  readonly axis: string;
  readonly binSeconds: number;
  /** Where the first bin begins, in seconds. */
  readonly from: number;
  readonly series: readonly [Histogram, Histogram];
  /** How many of each kind were looked at, where one may be in many bins; else they are the sum of the bins. */
  readonly of?: number;
  /** The length that stands out. */
  readonly mark: { readonly seconds: number; readonly high: number } | null;
  /** What it tells, in sentences, for whoever does not see it. */
  readonly alt: string;
}

export interface Histogram {
  /** "failed requests" */
  readonly name: string;
  readonly counts: readonly number[];
}

/** A runbook as a line of steps, from its start to the end that it is meant to reach. */
export interface FlowDrawing {
  readonly kind: "flow";
  readonly title: string;
  readonly stops: readonly DrawnStop[];
  /** Absent where the line comes back to itself. */
  readonly end?: { readonly title: string; readonly outcome: "resolved" | "elsewhere" | "open" };
}

export interface DrawnStop {
  readonly title: string;
  /** The steps beside the line that it may lead to. */
  readonly aside: readonly string[];
  /** The earlier stops that it may lead back to, counted from 1. */
  readonly back: readonly number[];
}

/** Counts over equal periods, null where they are not known. */
export interface Chart {
  readonly from: number;
  readonly periodSeconds: number;
  readonly requests: readonly (number | null)[];
  readonly failures: readonly (number | null)[];
}

/** Draws a PNG. */
export type Draw = (drawing: Drawing) => Promise<Uint8Array>;
