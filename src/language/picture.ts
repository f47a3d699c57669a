/** A picture as data: everything that it shows, nothing of how it looks. Plain JSON; times in milliseconds since the epoch. */
export type Drawing = FailuresDrawing | ComparisonDrawing | PathDrawing | GapsDrawing | FlowDrawing;

/** 502s and their share of requests against time, with the change marked. */
export interface FailuresDrawing {
  readonly kind: "failures";
  readonly chart: Chart;
  readonly requests: number;
  readonly failures: number;
  /** When a change was rolled out; those outside of the chart are not shown. */
  readonly changes: readonly number[];
}

/** Before and after the change on one scale. */
export interface ComparisonDrawing {
  readonly kind: "comparison";
  readonly before: Side;
  readonly after: Side;
  readonly change: number;
}

/** The counts that are compared; the chart shows the stretch of time that they are from. */
export interface Side {
  readonly requests: number;
  readonly failures: number;
  readonly chart: Chart;
}

/** The request path behind a load balancer, nearest first. */
export interface PathDrawing {
  readonly kind: "path";
  readonly links: readonly DrawnLink[];
}

/** How long the client side keeps an idle connection, and when the server side closes it. */
export interface DrawnLink {
  readonly client: string;
  readonly keeps: DrawnIdle;
  readonly server: string;
  readonly closes: DrawnIdle;
  readonly verdict: LinkVerdict;
}

export type LinkVerdict =
  | "too-short"
  | "tie"
  | "thin-margin"
  | "long-enough"
  | "unknown"
  | "no-reuse";

export type DrawnIdle =
  | { readonly kind: "seconds" | "at-least"; readonly seconds: number }
  | { readonly kind: "never" | "closes" | "unknown" };

/** How long connections had been idle when a request came: failed requests beside others. */
export interface GapsDrawing {
  readonly kind: "gaps";
  readonly binSeconds: number;
  /** Where the first bin begins, in seconds. */
  readonly from: number;
  /** Requests in each bin. */
  readonly failures: readonly number[];
  readonly controls: readonly number[];
  /** How many requests of each kind were looked at, where one may be in many bins; else they are the sum of the bins. */
  readonly of?: number;
  /** The backend's idle timeout as the failures tell it. */
  readonly timeout: {
    readonly seconds: number;
    readonly low: number;
    readonly high: number;
  } | null;
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
