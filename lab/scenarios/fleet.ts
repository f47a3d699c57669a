import type { TargetResource } from "../aws/estate.ts";
import type { FailureCause } from "../logs/causes.ts";

/** One target, from its registration on. Times in milliseconds since 1970. */
export interface Host {
  readonly id: string;
  readonly port: number;
  readonly zone: string;
  readonly registered: number;
  readonly healthyFrom: number;
  /** When it is deregistered, and when its process ends; Infinity while neither is planned. */
  readonly leaves: number;
  readonly dies: number;
  /** Stretches in which its process is down, and health checks soon notice. */
  readonly down: readonly Stretch[];
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How a target leaves, in seconds. */
export interface Manners {
  /** How long it goes on as usual after it was told to stop. */
  readonly preStop: number;
  /** From then until it is killed. */
  readonly grace: number;
}

/** The targets behind a load balancer, which come and go. */
export interface Fleet {
  readonly hosts: () => readonly Host[];
  /** Where requests are sent at a moment in seconds since the epoch, as "ip:port". */
  readonly routed: (at: number) => readonly string[];
  readonly healthy: (at: number) => number;
  readonly unhealthy: (at: number) => number;
  /** As DescribeTargetHealth tells it. */
  readonly targets: (at: number) => readonly TargetResource[];
  /** Cuts off what is under way at a process that ends, and refuses what comes after. */
  readonly cause: FailureCause;
  /** Registers so many new hosts. */
  readonly add: (at: number, count: number, healthyAfterSeconds?: number) => readonly Host[];
  /** Deregisters a host, whose process ends as its manners say. */
  readonly remove: (at: number, host: Host, manners: Manners) => void;
  /** A process that is down for a while. */
  readonly fail: (host: Host, stretch: Stretch) => void;
}

/** How long a load balancer goes on sending requests to a target that was deregistered, in milliseconds. */
const propagationMs = 4_000;

/** A fleet of so many hosts that have been there for ever. */
export function createFleet(size: number, zones: readonly string[]): Fleet {
  let hosts: readonly Host[] = [];
  // Those whose process ends at some time; few, and asked for with each request.
  let mortal: readonly Host[] = [];
  const change = (host: Host, changed: (known: Host) => Partial<Host>) => {
    hosts = hosts.map((one) => (one.id === host.id ? { ...one, ...changed(one) } : one));
    mortal = hosts.filter(({ dies, down }) => down.length > 0 || dies < Number.POSITIVE_INFINITY);
  };
  const add: Fleet["add"] = (at, count, seconds = 0) => {
    const more = newHosts(hosts.length, count, zones).map(born(at, at + seconds * 1_000));
    hosts = [...hosts, ...more];
    return more;
  };
  add(0, size);
  return {
    hosts: () => hosts,
    ...readings(() => hosts),
    cause: ({ created, target, serviceSeconds }) => {
      const host = mortal.find((one) => addressOf(one) === target);
      return host && endingOf(host, created * 1_000, serviceSeconds * 1_000);
    },
    add,
    remove: (leaves, host, manners) =>
      change(host, () => ({ leaves, dies: leaves + lastsMs(manners) })),
    fail: (host, stretch) => change(host, ({ down }) => ({ down: [...down, stretch] })),
  };
}

const lastsMs = ({ preStop, grace }: Manners) =>
  (preStop + Math.min(grace, longestSeconds)) * 1_000;

/** Nothing that a host is busy with takes longer; with so much grace it finishes all of it. */
const longestSeconds = 30;
/** Two failed health checks of ten seconds each make a target unhealthy, and two passed ones healthy again. */
const noticeMs = 20_000;
const minute = 60_000;

const newHosts = (first: number, count: number, zones: readonly string[]) =>
  Array.from({ length: count }, (_, index) => {
    const place = first + index;
    const id = `10.0.${12 + (place >> 7)}.${10 + (place & 127)}`;
    return { id, port: 3_000, zone: zones[place % zones.length] ?? "" };
  });

const born =
  (registered: number, healthyFrom: number) =>
  (named: Pick<Host, "id" | "port" | "zone">): Host => ({
    ...named,
    registered,
    healthyFrom,
    leaves: Number.POSITIVE_INFINITY,
    dies: Number.POSITIVE_INFINITY,
    down: [],
  });

const addressOf = ({ id, port }: Host) => `${id}:${port}`;

function readings(all: () => readonly Host[]) {
  const registered = (at: number) =>
    all().filter((host) => host.registered <= at && at < host.leaves);
  const well = (at: number) =>
    registered(at).filter((host) => at >= host.healthyFrom && !isSick(host, at));
  return {
    routed: (seconds: number) => {
      const at = seconds * 1_000;
      const leaving = all().filter(({ leaves }) => at >= leaves && at < leaves + propagationMs);
      const healthy = well(at);
      // Without a healthy target, requests are sent to all of them.
      return [...(healthy.length > 0 ? healthy : registered(at)), ...leaving].map(addressOf);
    },
    healthy: (at: number) => well(at).length,
    unhealthy: (at: number) => registered(at).filter((host) => isSick(host, at)).length,
    targets: (at: number) => all().flatMap((host) => targetOf(host, at) ?? []),
  };
}

const isSick = ({ down }: Host, at: number) =>
  down.some(({ from, to }) => at >= from + noticeMs && at < to + noticeMs);

function endingOf(
  { dies, down }: Host,
  created: number,
  service: number,
): ReturnType<FailureCause> {
  const ends = [dies, ...down.map(({ from }) => from)];
  const cut = ends.find((at) => created < at && created + service > at);
  if (cut !== undefined) return { times: [0.001, (cut - created) / 1_000, -1], targetStatus: null };
  const gone = created >= dies || down.some(({ from, to }) => created >= from && created < to);
  return gone
    ? { times: [-1, -1, -1], targetStatus: null, counts: "targetConnectionErrors" }
    : undefined;
}

function targetOf(host: Host, at: number): TargetResource | undefined {
  const { id, port, zone, registered, healthyFrom, leaves } = host;
  if (at < registered || at >= leaves + 5 * minute) return undefined;
  const target = { id, port, zone };
  if (at >= leaves) return { ...target, state: "draining", ...draining };
  if (at < healthyFrom) return { ...target, state: "initial", ...initial };
  return isSick(host, at)
    ? { ...target, state: "unhealthy", ...failed }
    : { ...target, state: "healthy" };
}

const draining = {
  reason: "Target.DeregistrationInProgress",
  description: "Target deregistration is in progress",
} as const;
const initial = {
  reason: "Elb.InitialHealthChecking",
  description: "Initial health checks in progress",
} as const;
const failed = {
  reason: "Target.FailedHealthChecks",
  description: "Health checks failed",
} as const;
