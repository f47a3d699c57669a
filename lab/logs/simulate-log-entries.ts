import { createRandom, type Random } from "../alb/random.ts";
import type { LoggedFailure } from "./causes.ts";
import type { LogEntry } from "./line.ts";
import type { LoggedSite } from "./site.ts";

/** What the load balancer of the site logs, in the order of arrival: every node keeps a pool of connections to every target. */
export function* simulateLogEntries(site: LoggedSite): Generator<LogEntry> {
  const random = createRandom(site.seed);
  const pools = new Map<string, Connection[]>();
  const { group } = site;
  for (const { created, method, path, client } of arrivals(site, random)) {
    const node = pick(site.nodes, random);
    const targets = site.targetsAt?.(created) ?? site.targets;
    const target = targets.length === 0 ? null : pick(targets, random);
    // Written out here and below, because objects of one shape are made several times as fast as spread ones.
    if (target === null)
      yield failed({ created, node, target, path, client, group, method }, noTarget);
    else yield send({ created, node, target, path, client, group, method }, pools, site, random);
  }
}

interface Connection {
  freeAt: number;
  closesAt: number;
  /** It was taken although the target had closed it. */
  lost: boolean;
}

type Begun = Asked & Pick<LogEntry, "node" | "group"> & { readonly target: string };

function send(begun: Begun, pools: Map<string, Connection[]>, site: LoggedSite, random: Random) {
  const key = `${begun.node} ${begun.target}`;
  const pool = pools.get(key) ?? [];
  pools.set(key, pool);
  const serviceSeconds = random.exponential(site.serviceSeconds);
  const connection = take(pool, begun.created, site, random);
  const opened = connection.closesAt === Infinity && connection.freeAt === begun.created;
  const failure = connection.lost ? race(random) : befalls(site, begun, serviceSeconds, random);
  const entry =
    failure === undefined
      ? answered(begun, serviceSeconds)
      : { ...failed(begun, failure), ...(connection.lost ? { lost: true as const } : {}) };
  if (entry.targetStatus !== null) {
    rest(connection, entry.at, site, random);
    pool.push(connection);
  }
  return opened ? { ...entry, opened } : entry;
}

/** The connection waits for its next request, until its target closes it. */
function rest(connection: Connection, at: number, site: LoggedSite, random: Random): void {
  connection.freeAt = at;
  connection.closesAt = at + site.idleSeconds + (site.coarseSeconds ?? 0) * random.uniform();
}

/** Takes an idle connection that the load balancer believes to be open, or opens one. */
function take(pool: Connection[], now: number, site: LoggedSite, random: Random): Connection {
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

function choose(idle: readonly Connection[], { picks }: LoggedSite, random: Random) {
  if (picks === "any") return idle[random.index(idle.length)];
  const byAge = idle.toSorted((one, other) => one.freeAt - other.freeAt);
  return picks === "newest" ? byAge.at(-1) : byAge[0];
}

/** The target's reset or end of file arrives after one round trip, which is a few milliseconds at most. */
const race = (random: Random): LoggedFailure => ({
  times: [0.001 * random.index(3), 0.001 * random.index(2), -1],
  targetStatus: null,
});

function befalls(
  { causes = [] }: LoggedSite,
  { created, target, method, path }: Begun,
  serviceSeconds: number,
  random: Random,
): LoggedFailure | undefined {
  if (causes.length === 0) return undefined;
  const arrival = { created, target, method, path, serviceSeconds };
  for (const cause of causes) {
    const failure = cause(arrival, random);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function answered(begun: Begun, serviceSeconds: number): LogEntry {
  const { created, node, target, path, client, group, method } = begun;
  const at = created + serviceSeconds + 0.0005;
  const times = [0, serviceSeconds, 0] as const;
  const [status, targetStatus] = [200, 200];
  return { created, at, node, target, path, client, group, method, times, status, targetStatus };
}

/** No target could be chosen. */
const noTarget: LoggedFailure = { times: [-1, -1, -1], targetStatus: null, status: 503 };

function failed(
  begun: Asked & Omit<LogEntry, "at" | "times" | "status" | "targetStatus">,
  failure: LoggedFailure,
): LogEntry {
  const { times, targetStatus, errorReason, withoutTarget, counts } = failure;
  const spent = times.reduce((sum, time) => sum + Math.max(0, time), failure.silentSeconds ?? 0);
  return {
    ...begun,
    at: begun.created + spent + 0.0005,
    times,
    status: failure.status ?? 502,
    targetStatus,
    ...(withoutTarget ? { target: null } : {}),
    ...(errorReason === undefined ? {} : { errorReason }),
    ...(counts === undefined ? {} : { counts }),
  };
}

/** A request as a client sends it. */
interface Asked {
  /** Seconds since the epoch. */
  readonly created: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly client: string;
}

/** The requests of a site's clients, oldest first. The rate is read anew for each, so that it may change meanwhile. */
function* arrivals(site: LoggedSite, random: Random): Generator<Asked> {
  const { start, seconds, poller } = site;
  let polled = poller === undefined ? Number.POSITIVE_INFINITY : start + poller.everySeconds;
  let created = start + waitAfter(site, random);
  while (Math.min(created, polled) < start + seconds) {
    if (poller !== undefined && polled <= created) {
      yield { created: polled, method: "GET", path: poller.path, client: "198.51.100.7:40001" };
      polled += poller.everySeconds;
      continue;
    }
    const client = `203.0.113.${random.index(250)}:${20_000 + random.index(20_000)}`;
    yield { created, method: methodOf(site, random), path: pick(site.paths, random), client };
    created += waitAfter(site, random);
  }
}

/** One of the items, by chance. Throws where there is none. */
function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random.index(items.length)];
  if (item === undefined) throw new Error("a site needs nodes, targets and paths");
  return item;
}

function waitAfter({ requestsPerSecond, unevenness }: LoggedSite, random: Random): number {
  if (unevenness === undefined) return random.exponential(1 / requestsPerSecond);
  return (1 + unevenness * (2 * random.uniform() - 1)) / requestsPerSecond;
}

const methodOf = ({ postShare = 0 }: LoggedSite, random: Random): Asked["method"] =>
  postShare > 0 && random.uniform() < postShare ? "POST" : "GET";
