import type { FailureCause } from "../logs/causes.ts";
import type { LogEntry } from "../logs/line.ts";
import { simulateLogEntries } from "../logs/simulate-log-entries.ts";
import type { LoggedSite } from "../logs/site.ts";
import { group, zones } from "./names.ts";
import type { PlayedScenario, Scenario } from "./scenario.ts";

/** Requests that come one after the other. */
export interface Stream {
  /** The next one before a moment (milliseconds since 1970); none while its time has not come. */
  readonly next: (to: number) => LogEntry | undefined;
}

/** The traffic of a scenario, which reads its settings anew for each request. */
export function createStream(scenario: Scenario, world: PlayedScenario, seed: number): Stream {
  const entries = simulateLogEntries(siteOf(scenario, world, seed));
  let next: LogEntry | undefined;
  return {
    next: (to) => {
      next ??= entries.next().value ?? undefined;
      if (next === undefined || next.created * 1_000 >= to) return undefined;
      const due = next;
      next = undefined;
      return due;
    },
  };
}

function siteOf(
  { traffic = {}, causes }: Scenario,
  world: PlayedScenario,
  seed: number,
): LoggedSite {
  const { fleet, from } = world;
  const begun = (causes?.(world) ?? []).map(since(world.began / 1_000));
  const changing = {
    seed,
    start: from / 1_000,
    seconds: Number.POSITIVE_INFINITY,
    nodes: nodesOf(traffic.nodes ?? 4),
    targets: [],
    targetsAt: fleet.routed,
    group: group.name,
    roundTripSeconds: traffic.roundTripSeconds ?? 0.02,
    picks: "any" as const,
    serviceSeconds: traffic.serviceSeconds ?? 0.08,
    paths: traffic.paths ?? somePaths,
    causes: [fleet.cause, ...begun],
    ...(traffic.unevenness === undefined ? {} : { unevenness: traffic.unevenness }),
    ...(traffic.postShare === undefined ? {} : { postShare: traffic.postShare }),
  };
  return Object.defineProperties(changing, liveSettings(world)) as typeof changing & Live;
}

type Live = Pick<LoggedSite, "requestsPerSecond" | "idleSeconds" | "balancerIdleSeconds">;

/** What a responder may change while requests come. */
function liveSettings({ settings }: PlayedScenario): Record<keyof Live, PropertyDescriptor> {
  const closes = () => {
    const [first] = settings.hops;
    return first === undefined ? Number.POSITIVE_INFINITY : first.closes + (first.adds ?? 0);
  };
  return {
    requestsPerSecond: { get: () => settings.requestsPerSecond },
    idleSeconds: { get: closes },
    balancerIdleSeconds: { get: () => settings.idleTimeoutSeconds },
  };
}

const since =
  (began: number) =>
  (cause: FailureCause): FailureCause =>
  (arrival, random) =>
    arrival.created < began ? undefined : cause(arrival, random);

const somePaths = Array.from({ length: 40 }, (_, index) => `/items/${index}`);

/** The addresses of the load balancer's nodes, in the zones in turn. */
const nodesOf = (count: number) =>
  Array.from({ length: count }, (_, place) => `10.0.${place % zones.length}.${5 + (place >> 1)}`);
