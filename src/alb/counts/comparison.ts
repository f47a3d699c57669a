import { dispersion } from "./failure-shape.ts";
import { countIn, equalOpportunity, type LoadPeriod } from "./opportunity.ts";
import type { Count } from "./poisson.ts";
import { type ChangeProof, judgeChange } from "./proof.ts";
import type { CountingFrom } from "./rollout.ts";

/** Slices of a stretch of time; milliseconds since the epoch. */
export interface LoadStretch {
  readonly from: number;
  readonly to: number;
  readonly slices: readonly LoadPeriod[];
  /** Seconds that were left out because targets came or went. */
  readonly moving: number;
}

export interface RetestObservation {
  readonly now: number;
  /** Seconds until CloudWatch's newest datapoints may be trusted. */
  readonly settleSeconds: number;
  /** CloudWatch's shortest period. */
  readonly periodSeconds: number;
  /** How many starts the run has counted from, this one included. */
  readonly attempt: number;
  /** From when it is counted; null where no change is recorded. */
  readonly clock: CountingFrom | null;
  /** Before the first change; null where it could not be frozen. */
  readonly baseline: LoadStretch | null;
  /** Since then, without the retests' own requests and without the time around changes of targets. */
  readonly after: LoadStretch;
  /** Fresh requests of this retest that reached a target or failed at the load balancer with 502. */
  readonly fresh: Count;
}

/** Why before and after cannot be compared. */
export type Incomparable =
  | { readonly kind: "no-change" }
  | { readonly kind: "no-baseline" }
  /** Targets come and go all the time, so nothing is left to count. */
  | { readonly kind: "moving" }
  /** Too few failures before the change to measure a fix by. */
  | { readonly kind: "too-few"; readonly before: Count }
  /** Load after the change by load before it. */
  | { readonly kind: "load"; readonly ratio: number };

/** A comparison, as the sentences need it. */
export type Compared =
  | { readonly kind: "incomparable"; readonly why: Incomparable; readonly since: Count }
  /** Nothing was counted since the change yet. */
  | { readonly kind: "nothing-yet"; readonly since: Count }
  | {
      readonly kind: "compared";
      readonly before: Count;
      readonly since: Count;
      /** Variance by mean of the failures before; above 1.5 they came in bursts and are counted by burst. */
      readonly dispersion: number;
      readonly proof: ChangeProof;
    };

/** Holds the counts since the last change against those before the first, at equal opportunity only. Pure. */
export function compareCounts(observation: RetestObservation): Compared {
  const { attempt, baseline, after } = observation;
  const all = countIn(after.slices);
  const not = (why: Incomparable): Compared => ({ kind: "incomparable", why, since: all });
  if (observation.clock === null) return not({ kind: "no-change" });
  if (baseline === null || baseline.slices.length === 0) return not({ kind: "no-baseline" });
  const total = countIn(baseline.slices);
  if (total.failures < fewestBefore) return not({ kind: "too-few", before: total });
  if (after.slices.length === 0)
    return after.moving >= longestMoving
      ? not({ kind: "moving" })
      : { kind: "nothing-yet", since: all };
  const opportunity = equalOpportunity(baseline.slices, after.slices);
  if (opportunity.kind === "unequal") return not({ kind: "load", ratio: opportunity.ratio });
  const before = countIn(opportunity.before);
  if (before.failures < fewestBefore) return not({ kind: "too-few", before });
  // Failures at another load are kept: leaving them out could only flatter the change.
  const since = { requests: countIn(opportunity.after).requests, failures: all.failures };
  const spread = dispersion(opportunity.before);
  const proof = judgeChange(
    collapsed(before, spread, Math.floor),
    collapsed(since, spread, Math.ceil),
    attempt,
  );
  return { kind: "compared", before, since, dispersion: spread, proof };
}

/** A baseline with fewer failures proves nothing in reasonable time. */
export const fewestBefore = 3;
/** Seconds of nothing but targets that come and go after which waiting for calm is given up. */
const longestMoving = 3_600;
/** Var/mean above which failures are no longer independent. */
export const burstDispersion = 1.5;

/** Failures that come in bursts count once for each burst, rounded to the disadvantage of the change. */
function collapsed(
  { requests, failures }: Count,
  spread: number,
  round: (bursts: number) => number,
): Count {
  if (spread <= burstDispersion) return { requests, failures };
  return { requests, failures: round(failures / spread) };
}
