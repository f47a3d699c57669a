import { createRandom } from "../../../lab/alb/random.ts";
import * as causes from "../../../lab/logs/causes.ts";
import type { LogEntry } from "../../../lab/logs/line.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../../../lab/logs/site.ts";
import { newYear } from "./session.ts";

/** A site of some seed: one to three nodes, one to four targets, several connections each. */
function someSite(seed: number, perPlaceAndSecond: number, requests: number): LoggedSite {
  const random = createRandom(seed);
  const nodes = some(1 + random.index(3), (index) => `10.${seed >> 8}.${seed & 255}.${index + 1}`);
  const targets = some(1 + random.index(4), (index) => `10.9.${seed & 255}.${index + 1}:3000`);
  const requestsPerSecond = perPlaceAndSecond * nodes.length * targets.length;
  return {
    seed,
    start: newYear,
    seconds: requests / requestsPerSecond,
    requestsPerSecond,
    nodes,
    targets,
    group: `site-${seed}`,
    idleSeconds: Number.POSITIVE_INFINITY,
    roundTripSeconds: 0.001,
    picks: (["newest", "oldest", "any"] as const)[random.index(3)] ?? "any",
    serviceSeconds: 0.02 + 0.2 * random.uniform(),
    paths: some(5 + random.index(40), (index) => `/items/${index}?page=1`),
  };
}

/** Every reason for 502s but the race, one of seven kinds, with a polling client in every third site. */
export function withoutRace(seed: number, requests: number): LoggedSite {
  const random = createRandom(seed + 10_000);
  const site = someSite(seed, 0.02 * 10 ** random.uniform(), requests);
  const path = site.paths[1] ?? "/";
  const kinds = [
    [causes.suddenDeath(0.03)],
    [causes.suddenDeath(0.01), causes.workerTimeout(0.02, 30)],
    [causes.badHeaders("/items/1?page=1")],
    [causes.badHeaders("/items/1?page=1", 0.15)],
    [
      causes.restart(newYear + site.seconds * 0.4, 20 + site.seconds / 100, site.targets[0] ?? ""),
      causes.suddenDeath(0.01),
    ],
    [causes.tlsFailure(0.03)],
    [causes.suddenDeath(0.02), causes.app502(0.02), causes.workerTimeout(0.01, 2)],
  ];
  const everySeconds = [5, 10, 30, 60][random.index(4)] ?? 5;
  return {
    ...site,
    causes: kinds[seed % kinds.length] ?? [],
    ...(seed % 3 === 0 ? { poller: { everySeconds, path } } : {}),
  };
}

/** Idle timeouts of real servers, as measured. */
const timeouts = [1, 2, 5, 6, 10, 20, 30, 55] as const;

/** A site that loses races, among other failures; its round trip is long, so that few requests show many. */
export function withRace(seed: number, requests: number): LoggedSite {
  const random = createRandom(seed + 20_000);
  const idleSeconds = timeouts[seed % timeouts.length] ?? 5;
  return {
    ...someSite(seed, (0.7 + 1.5 * random.uniform()) / idleSeconds, requests),
    idleSeconds,
    roundTripSeconds: (0.015 + 0.02 * random.uniform()) * idleSeconds,
    coarseSeconds: seed % 5 === 0 ? 0.02 * idleSeconds : 0,
    causes: [causes.suddenDeath(0.0007), causes.app502(0.005), causes.workerTimeout(0.002, 31)],
  };
}

/** The entries of one site after the other. */
export function* histories(sites: Iterable<LoggedSite>): Generator<LogEntry> {
  for (const site of sites) yield* simulateLogEntries(site);
}

const some = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
