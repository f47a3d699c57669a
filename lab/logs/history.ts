import { createRandom, type Random } from "../alb/random.ts";
import type { Cause, Failure } from "./causes.ts";
import type { LogEntry } from "./line.ts";

/** A site behind a load balancer. Times are seconds, absolute ones since the epoch. */
export interface Site {
  readonly seed: number;
  readonly start: number;
  readonly seconds: number;
  /** Of all nodes together; arrivals are a Poisson process. */
  readonly requestsPerSecond: number;
  readonly nodes: readonly string[];
  readonly targets: readonly string[];
  readonly group: string;
  /** When the targets close an idle connection; Infinity for never. */
  readonly idleSeconds: number;
  /** How much later, at random, the targets' coarse timer fires. */
  readonly coarseSeconds?: number;
  /** Load balancer to target and back: how long a connection is closed without the load balancer knowing. */
  readonly roundTripSeconds: number;
  /** When the load balancer closes an idle connection; 60, its default, when absent. */
  readonly balancerIdleSeconds?: number;
  /** Which of the idle connections is taken; how an ALB chooses is not documented. */
  readonly picks: "newest" | "oldest" | "any";
  /** The mean of the application's response time, which is exponential. */
  readonly serviceSeconds: number;
  readonly paths: readonly string[];
  readonly causes?: readonly Cause[];
  /** A client that asks for one path at a fixed interval, beside all others. */
  readonly poller?: { readonly everySeconds: number; readonly path: string };
}

/** What the load balancer of the site logs, in the order of arrival: every node keeps a pool of connections to every target. */
export function* history(site: Site): Generator<LogEntry> {
  const random = createRandom(site.seed);
  const pools = new Map<string, Connection[]>();
  for (const { created, path, client } of arrivals(site, random)) {
    const node = pick(site.nodes, random);
    const target = pick(site.targets, random);
    const key = `${node} ${target}`;
    const pool = pools.get(key) ?? [];
    pools.set(key, pool);
    const serviceSeconds = random.exponential(site.serviceSeconds);
    const arrival = { created, target, path, serviceSeconds };
    const connection = take(pool, created, site, random);
    const failure = connection.lost ? race(random) : befalls(site, arrival, random);
    const entry = { created, node, target, path, client, group: site.group };
    yield failure === undefined
      ? answered(entry, serviceSeconds, connection, site, random)
      : { ...failed(entry, failure), ...(connection.lost ? { lost: true } : {}) };
    if (failure === undefined || failure.targetStatus !== null) pool.push(connection);
  }
}

interface Connection {
  freeAt: number;
  closesAt: number;
  /** It was taken although the target had closed it. */
  lost: boolean;
}

interface Asked {
  readonly created: number;
  readonly path: string;
  readonly client: string;
}

function* arrivals(site: Site, random: Random): Generator<Asked> {
  const { start, seconds, requestsPerSecond, poller } = site;
  let polled = poller === undefined ? Number.POSITIVE_INFINITY : start + poller.everySeconds;
  let created = start + random.exponential(1 / requestsPerSecond);
  while (Math.min(created, polled) < start + seconds) {
    if (poller !== undefined && polled <= created) {
      yield { created: polled, path: poller.path, client: "198.51.100.7:40001" };
      polled += poller.everySeconds;
      continue;
    }
    const client = `203.0.113.${random.index(250)}:${20_000 + random.index(20_000)}`;
    yield { created, path: pick(site.paths, random), client };
    created += random.exponential(1 / requestsPerSecond);
  }
}

const pick = <Item>(items: readonly Item[], random: Random): Item => {
  const item = items[random.index(items.length)];
  if (item === undefined) throw new Error("a site needs nodes, targets and paths");
  return item;
};

/** Takes an idle connection that the load balancer believes to be open, or opens one. */
function take(pool: Connection[], now: number, site: Site, random: Random): Connection {
  const believed = (one: Connection) =>
    one.closesAt > now && now - one.freeAt < (site.balancerIdleSeconds ?? 60);
  const kept = pool.filter((one) => one.freeAt > now || believed(one));
  pool.splice(0, pool.length, ...kept);
  const idle = kept.filter((one) => one.freeAt <= now);
  const connection = choose(idle, site, random);
  if (connection === undefined) return { freeAt: now, closesAt: Infinity, lost: false };
  pool.splice(pool.indexOf(connection), 1);
  const lost = now > connection.closesAt - site.roundTripSeconds;
  return { ...connection, lost };
}

function choose(idle: readonly Connection[], { picks }: Site, random: Random) {
  if (picks === "any") return idle[random.index(idle.length)];
  const byAge = idle.toSorted((one, other) => one.freeAt - other.freeAt);
  return picks === "newest" ? byAge.at(-1) : byAge[0];
}

/** The target's reset or end of file arrives after one round trip, which is a few milliseconds at most. */
const race = (random: Random): Failure => ({
  times: [0.001 * random.index(3), 0.001 * random.index(2), -1],
  targetStatus: null,
});

function befalls(site: Site, arrival: Parameters<Cause>[0], random: Random): Failure | undefined {
  for (const cause of site.causes ?? []) {
    const failure = cause(arrival, random);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

type Begun = Pick<LogEntry, "created" | "node" | "target" | "path" | "client" | "group">;

function answered(
  entry: Begun,
  serviceSeconds: number,
  connection: Connection,
  site: Site,
  random: Random,
): LogEntry {
  const at = entry.created + serviceSeconds + 0.0005;
  connection.freeAt = at;
  connection.closesAt = at + site.idleSeconds + (site.coarseSeconds ?? 0) * random.uniform();
  return {
    ...entry,
    at,
    times: [0, serviceSeconds, 0],
    status: 200,
    targetStatus: 200,
    method: "GET",
  };
}

function failed(entry: Begun, failure: Failure): LogEntry {
  const { times, targetStatus, errorReason, withoutTarget } = failure;
  const spent = times.reduce((sum, time) => sum + Math.max(0, time), 0);
  return {
    ...entry,
    at: entry.created + spent + 0.0005,
    times,
    status: 502,
    targetStatus,
    method: "GET",
    ...(withoutTarget ? { target: null } : {}),
    ...(errorReason === undefined ? {} : { errorReason }),
  };
}
