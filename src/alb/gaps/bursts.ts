import { poissonAtLeast } from "../counts/binomial-tail.ts";
import { dispersion, type PeriodCount } from "../counts/failure-shape.ts";

/** Consecutive minutes with far more 502s than the rest of the window lets expect. */
export interface Burst {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly failures: number;
}

/** How the 502s lie in time. */
export interface BurstShape {
  /** Variance by mean of five-minute counts against the traffic; about 1 when failures are independent. */
  readonly dispersion: number;
  readonly bursts: readonly Burst[];
  /** The share of all failures that lies in bursts. */
  readonly inBursts: number;
}

const minute = 60_000;

/** Finds bursts in minute counts, which are ordered by time; minutes without requests may be missing. */
export function burstShape(minutes: readonly PeriodCount[]): BurstShape {
  const failures = total(minutes, ({ failures }) => failures);
  const bursts: Burst[] = [];
  for (const one of minutes.filter(unusual(minutes))) {
    const last = bursts.at(-1);
    if (last !== undefined && one.at <= last.to) bursts[bursts.length - 1] = join(last, one);
    else bursts.push({ from: one.at, to: one.at + minute, failures: one.failures });
  }
  const inside = total(bursts, (burst) => burst.failures);
  return {
    dispersion: dispersion(minutes),
    bursts,
    inBursts: failures === 0 ? 0 : inside / failures,
  };
}

/** Whether a minute has more failures than its traffic and the calm minutes explain, corrected for their number. */
function unusual(minutes: readonly PeriodCount[]): (one: PeriodCount) => boolean {
  const calm = calmRate(minutes);
  return ({ requests, failures }) =>
    failures >= fewest && poissonAtLeast(failures, calm * requests) * minutes.length < 0.001;
}

const fewest = 5;

/** Failures by requests in the calmer nine tenths of the minutes, and at least half a failure over all of them. */
function calmRate(minutes: readonly PeriodCount[]): number {
  const byFailures = minutes.toSorted((one, other) => one.failures - other.failures);
  const calm = byFailures.slice(0, Math.ceil(minutes.length * 0.9));
  const failures = Math.max(
    0.5,
    total(calm, (one) => one.failures),
  );
  return (
    failures /
    Math.max(
      1,
      total(calm, (one) => one.requests),
    )
  );
}

const join = (burst: Burst, { at, failures }: PeriodCount): Burst => ({
  ...burst,
  to: at + minute,
  failures: burst.failures + failures,
});

const total = <Item>(items: readonly Item[], pick: (item: Item) => number) =>
  items.reduce((sum, item) => sum + pick(item), 0);
