import { drawPast, type Scene } from "../../lab/alb/past.ts";
import { createRandom, type Random } from "../../lab/alb/random.ts";
import {
  combineScenes,
  type RolloutShape,
  rollout,
  rolloutShapes,
} from "../../lab/alb/rollouts.ts";
import { quietScene, steadyTrickle } from "../../lab/alb/scenes.ts";
import { percentile, spread } from "../../lab/alb/spread.ts";
import { type MetricSeries, periodsFromSeries } from "../../src/alb/counts/period.ts";
import type { PatternObservation } from "../../src/alb/diagnosis/pattern/signs.ts";
import type { Metric } from "../../src/alb/metrics/published-metrics.ts";
import { midnight, minute } from "./quiet-periods.ts";

const to = midnight + 180 * minute;

/** Three hours in which failures come with targets that come and go, in a shape and with numbers drawn from the seed. */
export function deployIncident(seed: number): {
  readonly shape: RolloutShape;
  readonly observation: PatternObservation;
} {
  const random = createRandom(seed);
  const shape = rolloutShapes[seed % rolloutShapes.length] ?? "rolling";
  const hosts = 2 + random.index(12);
  const from = midnight + (20 + random.index(60)) * minute;
  const share = 0.002 * 10 ** (random.uniform() * 1.5);
  const scene = rollout(shape, { from, to, hosts, share }, random);
  return { shape, observation: observed(scene, hosts, random, seed) };
}

/** Three hours of the race, with or without rollouts that hit nobody. */
export function raceIncident(seed: number): PatternObservation {
  const random = createRandom(seed + 1_000);
  const hosts = 2 + random.index(12);
  const began = random.uniform() < 0.5 ? midnight : midnight + random.index(60) * minute;
  const race = steadyTrickle({ from: began, share: 1e-5 * 10 ** (random.uniform() * 1.7) });
  const from = midnight + (20 + random.index(100)) * minute;
  const shape = random.uniform() < 0.5 ? "rolling" : "scale-in";
  const harmless =
    random.uniform() < 0.5
      ? quietScene()
      : rollout(shape, { from, to, hosts: Math.min(hosts, 4), share: 0 }, random);
  return observed(combineScenes(harmless, race), hosts, random, seed);
}

function observed(scene: Scene, hosts: number, random: Random, seed: number): PatternObservation {
  const series = seriesOf(scene, hosts, 50 + random.index(400), seed);
  const window = { from: midnight, to, periodSeconds: 60 };
  return {
    name: "shop-web",
    window,
    periods: periodsFromSeries(series, window),
    groups: [{ name: "web", type: "ip", protocol: "HTTP", version: "HTTP1" }],
    targets: [{ group: "web", id: "10.0.0.1", port: 80, state: "healthy", reason: null }],
    unread: [],
  };
}

/** What CloudWatch shows of the scene: no datapoint where nothing was counted. */
function seriesOf(
  scene: Scene,
  hosts: number,
  requestsPerSecond: number,
  seed: number,
): MetricSeries[] {
  const { counts } = drawPast({
    from: midnight,
    to,
    binSeconds: 60,
    zones: ["a"],
    seed,
    usual: {
      requestsPerSecond,
      newConnectionsPerSecond: 5,
      openConnections: 100,
      responseSeconds: spread(0.02, 0.03, 0.2),
      hosts,
    },
    scene,
  });
  const minutes = Array.from({ length: 180 }, (_, index) => midnight + index * minute);
  const read = (metric: Metric, value: (all: ReturnType<typeof counts>) => number | undefined) => {
    const points = minutes.flatMap((at) => {
      const found = value(counts(at, at + minute));
      return found === undefined || (found === 0 && !metric.includes("ealthy"))
        ? []
        : [[at, found] as const];
    });
    return { metric, points: new Map(points), complete: true };
  };
  return [
    read("requests", ({ requests }) => requests),
    read("failures502", ({ elb502 }) => elb502),
    read("failures503", ({ elb503 }) => elb503),
    read("failures504", ({ elb504 }) => elb504),
    read("target5xx", ({ target5xx }) => target5xx),
    read("connectionErrors", ({ targetConnectionErrors }) => targetConnectionErrors),
    read("tlsErrors", ({ targetTlsErrors }) => targetTlsErrors),
    read("p99", ({ responseSeconds }) => percentile(responseSeconds, 99)),
    { ...read("healthyMin", ({ healthyHosts }) => healthyHosts.min), group: "web" },
    { ...read("healthyMax", ({ healthyHosts }) => healthyHosts.max), group: "web" },
    { ...read("unhealthyMax", ({ unhealthyHosts }) => unhealthyHosts.max), group: "web" },
  ];
}
