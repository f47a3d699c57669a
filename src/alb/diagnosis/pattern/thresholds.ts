import { formatWhole, plural } from "../../../language/amounts.ts";
import type { Coincidence } from "./coincidence.ts";

/** Above this share a keep-alive race is implausible, whatever else fits; measured races stayed below 7 %. */
export const outageShare = 0.1;

/** Highest share that a race of timers makes plausible: R / (e T) stays below it for round trips up to 2.7 ms at 1 s. */
export const plausibleShare = 1e-3;

/** Fewer failures than this have no pattern. */
export const fewestFailures = 3;

/** Below this chance a coincidence is not taken for luck. */
export const chanceLimit = 0.01;

type There = Pick<Coincidence, "ofFailures" | "ofTraffic">;

/** At least this share of the failures lies there, and twice what the traffic would put there. */
export const isClustered = (there: There, least: number): boolean =>
  there.ofFailures >= least && there.ofFailures >= 2 * there.ofTraffic;

/** Most failures lie there, and not by chance. */
export const isMostlyThere = (there: Coincidence): boolean =>
  isClustered(there, 0.6) && there.chance < chanceLimit;

/** A good part of the failures lies there, more than by chance. */
export const isConcentrated = (there: Coincidence): boolean =>
  there.ofFailures >= 0.2 && there.chance < chanceLimit;

/** "9 of 12 failures" */
export const outOf = (some: number, all: number) =>
  `${formatWhole(some)} of ${plural(all, "failure")}`;
