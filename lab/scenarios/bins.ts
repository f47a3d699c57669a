import { addCounts, type BalancerCounts, type CountsSource, countsOf } from "../alb/counts.ts";
import { type Bin, recorded } from "../alb/ledger.ts";
import { type Spread, spread } from "../alb/spread.ts";
import type { LogEntry } from "../logs/line.ts";
import type { Fleet } from "./fleet.ts";

/** Log entries as the metrics count them, so that both always agree. */
export interface Bins extends CountsSource {
  /** Counts a request; none may be older than the bin of the newest one. */
  readonly add: (entry: LogEntry) => void;
}

/** What is counted: from a moment on, in bins of so many seconds, for the zones in which a load balancer's nodes stand. */
export interface BinOptions {
  readonly from: number;
  readonly binSeconds: number;
  readonly zones: readonly string[];
  readonly zoneOf: (node: string) => string;
  readonly fleet: Pick<Fleet, "healthy" | "unhealthy">;
}

/** Empty bins. */
export function createBins({ from, binSeconds, zones, zoneOf, fleet }: BinOptions): Bins {
  const step = binSeconds * 1_000;
  const bins: Bin[] = [];
  const finished = recorded(bins);
  let open = openTallies(zones, binSeconds);
  let at = from;
  const openBins = () =>
    [...open].map(([zone, tally], place): Bin => {
      const hosts = place === 0 ? hostsDuring(fleet, at, step) : {};
      return { at, zone, counts: countsOf({ ...tally.counts(), ...hosts }) };
    });
  const finishUntil = (moment: number) => {
    for (; moment >= at + step; at += step) {
      bins.push(...openBins());
      open = openTallies(zones, binSeconds);
    }
  };
  return {
    add: (entry) => {
      finishUntil(entry.created * 1_000);
      open.get(zoneOf(entry.node))?.add(entry);
    },
    counts: (since, to, zone) => {
      finishUntil(to);
      const newest = at >= since && at < to ? recorded(openBins()) : recorded([]);
      return addCounts([finished.counts(since, to, zone), newest.counts(since, to, zone)]);
    },
  };
}

const openTallies = (zones: readonly string[], binSeconds: number) =>
  new Map(zones.map((zone) => [zone, createTally(binSeconds / zones.length)]));

interface Tally {
  readonly add: (entry: LogEntry) => void;
  readonly counts: () => Partial<BalancerCounts>;
}

type Counted = Exclude<keyof BalancerCounts, "responseSeconds" | "healthyHosts" | "unhealthyHosts">;

function createTally(seconds: number): Tally {
  const counted: { [name in Counted]?: number } = {};
  const times: number[] = [];
  const one = (name: Counted | undefined) => {
    if (name !== undefined) counted[name] = (counted[name] ?? 0) + 1;
  };
  return {
    add: (entry) => {
      counted.connectionSeconds = openConnections * seconds;
      // Requests for which no target could be chosen are not counted as such.
      if (entry.status !== 503) one("requests");
      one(statusCount(entry));
      one(entry.counts);
      if (entry.opened || isFirstOfClient(entry)) one("newConnections");
      if (entry.targetStatus !== null) times.push(entry.times[1]);
    },
    counts: () => ({ ...counted, responseSeconds: thinned(times) }),
  };
}

/** The status class in which an answer counts: a target's own, or the load balancer's. */
function statusCount({ status, targetStatus }: LogEntry): Counted | undefined {
  if (targetStatus !== null) {
    return (["target2xx", "target3xx", "target4xx", "target5xx"] as const)[
      Math.floor(targetStatus / 100) - 2
    ];
  }
  return { 460: "elb4xx", 502: "elb502", 503: "elb503", 504: "elb504" }[status] as
    | Counted
    | undefined;
}

/** Every tenth request comes over a new connection of its client. */
const isFirstOfClient = ({ created }: LogEntry) => created % 1 < 0.1;

/** A sample is enough for percentiles. */
function thinned(times: readonly number[]): Spread {
  if (times.length === 0) return spread();
  const every = Math.ceil(times.length / mostSamples);
  return { ...spread(...times), samples: times.filter((_, place) => place % every === 0) };
}

const mostSamples = 200;
const openConnections = 60;

/** How many hosts stood how, looked at a few times. */
function hostsDuring(fleet: Pick<Fleet, "healthy" | "unhealthy">, at: number, step: number) {
  const looks = Array.from({ length: 12 }, (_, part) => at + (part / 12) * step);
  return {
    healthyHosts: spread(...looks.map(fleet.healthy)),
    unhealthyHosts: spread(...looks.map(fleet.unhealthy)),
  };
}
