import { formatWhole, plural } from "../../../language/amounts.ts";
import type { Coincidence } from "./coincidence.ts";

/** Above this share a keep-alive race is implausible, whatever else fits; measured races stayed below 7 %. */
export const outageShare = 0.1;

/** Highest share that a race of timers makes plausible: R / (e T) stays below it for round trips up to 2.7 ms at 1 s. */
export const plausibleShare = 1e-3;

/** Fewer failures than this have no pattern. */
export const fewest = 3;

/** Below this chance a coincidence is not taken for luck. */
export const byChance = 0.01;

type There = Pick<Coincidence, "ofFailures" | "ofTraffic">;

/** At least this share of the failures lies there, and twice what the traffic would put there. */
export const clusters = (there: There, least: number): boolean =>
  there.ofFailures >= least && there.ofFailures >= 2 * there.ofTraffic;

/** Most failures lie there, and not by chance. */
export const comesWith = (there: Coincidence): boolean =>
  clusters(there, 0.6) && there.chance < byChance;

/** A good part of the failures lies there, more than by chance. */
export const concentrated = (there: Coincidence): boolean =>
  there.ofFailures >= 0.2 && there.chance < byChance;

/** "9 of 12 failures" */
export const of = (some: number, all: number) =>
  `${formatWhole(some)} of ${plural(all, "failure")}`;
