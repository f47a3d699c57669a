import type { Count } from "../counts/poisson.ts";

/** Requests that were aimed at connections idle for just so long, and what they are held against. */
export interface CatchObservation {
  /** Seconds of idleness that was aimed at. */
  readonly idleSeconds: number;
  /** Aimed requests of this look that reached a target or failed at the load balancer with 502. */
  readonly aimed: Count;
  /** As many at once, on connections idle for half as long or for any time: what the burst itself does. */
  readonly unaimed: Count;
  /** Usual traffic of the last half hour; null where it could not be read. */
  readonly usual: Count | null;
  /** Requests a second for each target, now; null where it is not known. */
  readonly load: number | null;
  /** Null before the first change. */
  readonly after: AfterChange | null;
}

/** What a look after a change is held against. */
export interface AfterChange {
  /** What was caught before the change; null where nothing was. */
  readonly control: { readonly aimed: Count; readonly load: number | null } | null;
  /** Aimed requests of earlier looks since the same start. */
  readonly earlier: Count;
  /** How many starts the run has counted from, this one included. */
  readonly attempt: number;
}
