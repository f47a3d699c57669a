import type { Random } from "../../lab/alb/random.ts";
import type { Peculiar } from "./incident.ts";

/** A kind of incident, and how people look at it. */
export interface Stratum {
  readonly name: string;
  /** The share of the old rate that the change leaves: 1 when nothing is fixed. */
  readonly left: number;
  readonly peculiar?: (random: Random) => Peculiar;
  /** Minutes after the change at which someone counts; nine times in two hours when absent. */
  readonly looks?: readonly number[];
  /** Minutes after which people mark the change anew, although nothing is better, again and again. */
  readonly restarts?: number;
  /** The change is made when failures were just at their most frequent in twelve hours. */
  readonly atPeak?: true;
}

/** Strata in which "fixed" is wrong: nothing was fixed, or too little. */
export const unfixed: readonly Stratum[] = [
  ...[0.25, 0.5, 0.8, 1, 1.2, 1.5, 2, 3, 5].map((times) => ({
    name: `nothing fixed, load × ${times}`,
    left: 1,
    peculiar: () => ({ load: after(() => times) }),
  })),
  {
    name: "nothing fixed, a load that climbs from one to five times",
    left: 1,
    peculiar: () => ({ load: after((minute) => 1 + minute / 30) }),
  },
  {
    name: "nothing fixed, a load that jumps to and fro",
    left: 1,
    peculiar: () => ({ load: after((minute) => (minute % 20 < 10 ? 1 : 4)) }),
  },
  { name: "nothing fixed, deploys before", left: 1, peculiar: deploys(true) },
  { name: "nothing fixed, bursts of unseen deploys before", left: 1, peculiar: deploys(false) },
  {
    name: "nothing fixed, a rate that differs from minute to minute",
    left: 1,
    peculiar: (random) => ({ rate: () => normal(random) ** 2 }),
  },
  ...[5, 20, 60].map((length) => ({
    name: `nothing fixed, a rate that differs every ${length} minutes`,
    left: 1,
    peculiar: episodes(length),
  })),
  {
    name: "nothing fixed, a look every other minute for two hours",
    left: 1,
    looks: Array.from({ length: 60 }, (_, index) => 2 * index + 2),
  },
  { name: "nothing fixed, marked anew every 20 minutes", left: 1, restarts: 20 },
  { name: "nothing fixed, changed when it was worst", left: 1, atPeak: true },
  { name: "half fixed", left: 0.5 },
  { name: "three quarters fixed", left: 0.25 },
];

const halfDay = [3, 6, 10, 15, 25, 40, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720];

/** Strata in which "fixed" is right, watched for half a day. */
export const fixed: readonly Stratum[] = [
  { name: "fixed", left: 0, looks: halfDay },
  { name: "fixed, deploys before", left: 0, looks: halfDay, peculiar: deploys(true) },
  {
    name: "fixed, a rate that differed every 20 minutes",
    left: 0,
    looks: halfDay,
    peculiar: episodes(20),
  },
  { name: "fixed but for a fiftieth", left: 0.02, looks: halfDay },
];

const after = (load: (minute: number) => number) => (minute: number) =>
  minute < 0 ? 1 : load(minute);

/** One to three deploys before the change, which fail for six minutes; targets come and go in the first three, where that is seen. */
function deploys(seen: boolean) {
  return (random: Random): Peculiar => {
    const starts = Array.from({ length: 1 + random.index(3) }, () => -170 + random.index(150));
    const size = 2 + random.index(10);
    const during = (minute: number, length: number) =>
      starts.some((start) => minute >= start && minute < start + length);
    return {
      moved: (minute) => seen && during(minute, 3),
      others: (minute) => (during(minute, 6) ? random.poisson(size) : 0),
    };
  };
}

/** Each stretch of so many minutes has a rate of its own, log-normal around the usual one. */
function episodes(length: number) {
  return (random: Random): Peculiar => {
    const [rates, shift] = [new Map<number, number>(), random.index(length)];
    return {
      rate: (minute) => {
        const episode = Math.floor((minute + shift) / length);
        const known = rates.get(episode);
        if (known !== undefined) return known;
        const drawn = Math.exp(0.8 * normal(random) - 0.32);
        rates.set(episode, drawn);
        return drawn;
      },
    };
  };
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
