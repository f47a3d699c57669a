import { type BalancerCounts, type CountsSource, countsOf } from "./counts.ts";
import { type Bin, recorded } from "./ledger.ts";
import { createRandom, type Random } from "./random.ts";
import { type Spread, spread } from "./spread.ts";

/** A stretch of time to be drawn. Times in milliseconds since 1970. */
export interface Past {
  readonly from: number;
  readonly to: number;
  /** How finely it is counted; a multiple of it is the shortest period that can be read. */
  readonly binSeconds: number;
  readonly zones: readonly [string, ...string[]];
  readonly seed: number;
  readonly usual: UsualDay;
  readonly scene: Scene;
}

/** What a load balancer does on any day. */
export interface UsualDay {
  readonly requestsPerSecond: number;
  readonly newConnectionsPerSecond: number;
  readonly openConnections: number;
  readonly responseSeconds: Spread;
  readonly hosts: number;
}

/** What is unusual: how the requests of a bin that begins at `at` were answered, and which hosts were well. */
export interface Scene {
  /** Every request that is not told of here was answered 200 by a target. */
  readonly answers: (requests: number, at: number, random: Random) => Partial<BalancerCounts>;
  /** How many of the usual hosts were unhealthy; none by default. */
  readonly unhealthy?: (at: number) => number;
  /** How many hosts were registered and not leaving, where that differs from the usual. */
  readonly hosts?: (at: number) => number;
}

/** Draws a past of Poisson traffic; the same seed draws the same past. */
export function drawPast(past: Past): CountsSource {
  const random = createRandom(past.seed);
  const bins: Bin[] = [];
  for (let at = past.from; at < past.to; at += past.binSeconds * 1_000) {
    const unhealthy = past.scene.unhealthy?.(at) ?? 0;
    const registered = past.scene.hosts?.(at) ?? past.usual.hosts;
    const healthyHosts = spread(Math.max(0, registered - unhealthy));
    const hosts = { healthyHosts, unhealthyHosts: spread(unhealthy) };
    for (const zone of past.zones) {
      const counts = countsOf({ ...draw(past, at, random), ...(zone === past.zones[0] && hosts) });
      bins.push({ at, zone, counts });
    }
  }
  return recorded(bins);
}

function draw({ usual, zones, binSeconds, scene }: Past, at: number, random: Random) {
  const seconds = binSeconds / zones.length;
  const arrived = random.poisson(usual.requestsPerSecond * seconds);
  if (arrived === 0) return {};
  const given = countsOf(scene.answers(arrived, at, random));
  // The load balancer answers 503 without choosing a target, and such requests are not counted as such.
  const requests = arrived - given.elb503;
  const target2xx = requests - failures(given);
  return {
    ...given,
    requests,
    target2xx,
    newConnections: random.poisson(usual.newConnectionsPerSecond * seconds),
    connectionSeconds: usual.openConnections * seconds,
    responseSeconds: scaled(usual.responseSeconds, target2xx + given.target5xx),
  };
}

function failures(given: BalancerCounts): number {
  const { elb4xx, elb502, elb504, target3xx, target4xx, target5xx } = given;
  return elb4xx + elb502 + elb504 + target3xx + target4xx + target5xx;
}

function scaled(values: Spread, count: number): Spread {
  if (values.count === 0 || count <= 0) return spread();
  return { ...values, count, sum: (values.sum / values.count) * count };
}
