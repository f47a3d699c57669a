import type { CountsSource } from "../alb/counts.ts";
import { createRandom } from "../alb/random.ts";
import type { TrailActor, TrailEvent } from "../aws/cloudtrail/record.ts";
import type { LogFiles } from "../aws/s3/bucket.ts";
import type { LogEntry } from "../logs/line.ts";
import { type BackendLog, createBackendLog } from "./backend-log.ts";
import { createBins } from "./bins.ts";
import { createFleet, type Fleet } from "./fleet.ts";
import { createLogWriter } from "./log-files.ts";
import { logged, zones } from "./names.ts";
import { rollOut } from "./rollout.ts";
import type { Caller, PlayedScenario, RecordedCall, Scenario, WorldSettings } from "./scenario.ts";
import { createStream } from "./stream.ts";

/** A scenario that goes on by itself: traffic that never was, counted and logged as if it had been. */
export interface Simulation {
  readonly world: PlayedScenario;
  readonly settings: WorldSettings;
  readonly fleet: Fleet;
  readonly counts: CountsSource["counts"];
  readonly logs: LogFiles;
  readonly backendLog: BackendLog;
  /** What CloudTrail recorded until now. */
  readonly trail: () => readonly TrailEvent[];
  /** Lets time go on to a moment, in milliseconds since 1970. */
  readonly advance: (to: number) => void;
  /** Counts and logs a request that really came in. */
  readonly add: (entry: LogEntry) => void;
}

interface SimulationOptions {
  readonly seed: number;
  /** When the practice begins; the story was told for `hours` before. Milliseconds since 1970. */
  readonly now: number;
  readonly hours?: number;
  /** Seconds; the shortest metric period. */
  readonly binSeconds: number;
  /** How many times the least traffic, with as many more targets and nodes. */
  readonly scale?: number;
  /** How many targets instead. */
  readonly hosts?: number;
}

/** Tells a scenario up to now, and is ready to go on; the same seed tells the same. */
export function simulate(scenario: Scenario, options: SimulationOptions): Simulation {
  const { now, binSeconds, seed } = options;
  const script = createScript();
  const calls: TrailEvent[] = [];
  const world = worldOf(scenario, options, {
    at: script.add,
    deploy: (at, longestMs) => rollOut(world, at, longestMs),
    call: (call) => void calls.push(trailEvent(call)),
  });
  const { settings } = world;
  let at = now;
  const { add, counts, ...records } = recorders(scenario, world, binSeconds, () => at);
  const stream = createStream(scenario, world, seed);
  const advance = (to: number) => {
    for (let entry = stream.next(to); entry !== undefined; entry = stream.next(to)) {
      script.run(entry.created * 1_000);
      add(entry);
    }
    script.run(to);
    at = to;
  };
  scenario.happens?.(world);
  advance(now);
  const trail = () => calls;
  return { world, settings, fleet: world.fleet, ...records, advance, add, trail, counts };
}

/** Whatever keeps a record of each request. */
function recorders(
  scenario: Scenario,
  world: PlayedScenario,
  binSeconds: number,
  now: () => number,
) {
  const { from, fleet, settings } = world;
  const bins = createBins({ from, binSeconds, zones, zoneOf, fleet });
  const logs = createLogWriter(logged, logPrefix, now);
  const backendLog = createBackendLog(scenario.path.length > 1);
  const add = (entry: LogEntry) => {
    bins.add(entry);
    backendLog.add(entry);
    if (settings.logs) logs.add(entry);
  };
  return { logs, backendLog, add, counts: bins.counts };
}

function worldOf(
  scenario: Scenario,
  { now, hours = 3, scale = 1, seed, hosts }: SimulationOptions,
  doing: Pick<PlayedScenario, "at" | "deploy" | "call">,
): PlayedScenario {
  return {
    now,
    from: Math.floor((now - hours * hour) / minute) * minute,
    began: now - (scenario.beganHoursAgo ?? 2) * hour,
    fleet: createFleet(hosts ?? (scenario.traffic?.hosts ?? 4) * scale, zones),
    settings: settingsOf(scenario, scale),
    random: createRandom(seed),
    ...doing,
  };
}

const minute = 60_000;
const hour = 60 * minute;
/** Where the log files lie in their bucket. */
export const logPrefix = "shop-web";

/** The third number of a node's address tells its zone: "10.0.1.5". */
const zoneOf = (node: string): string => zones[node.charCodeAt(5) % zones.length] ?? "";

function settingsOf({ path, idleTimeoutSeconds, manners, traffic, logs }: Scenario, scale: number) {
  return {
    hops: path.map((hop) => ({ ...hop })),
    idleTimeoutSeconds: idleTimeoutSeconds ?? 60,
    requestsPerSecond: (traffic?.requestsPerSecond ?? 6) * scale,
    manners: manners ?? { preStop: 15, grace: 60 },
    logs,
  } satisfies WorldSettings;
}

/** Things to be done when their time has come. */
interface Script {
  /** Times in milliseconds since 1970. */
  readonly add: (at: number, does: () => void) => void;
  /** Does what is due, in order; also what that adds. */
  readonly run: (now: number) => void;
}

/** An empty script. */
function createScript(): Script {
  let planned: readonly { readonly at: number; readonly does: () => void }[] = [];
  return {
    add: (at, does) => {
      planned = [...planned, { at, does }].toSorted((one, other) => one.at - other.at);
    },
    run: (now) => {
      for (let [first] = planned; first !== undefined && first.at <= now; [first] = planned) {
        planned = planned.slice(1);
        first.does();
      }
    },
  };
}

/** A call as CloudTrail records it. */
export const trailEvent = ({ by, ...call }: RecordedCall): TrailEvent => ({
  ...call,
  by: actors[by],
});

const actors: { readonly [actor in Caller]: TrailActor } = {
  alice: { kind: "role", name: "shop-admin", session: "alice" },
  pipeline: { kind: "role", name: "shop-deploy", session: "release-pipeline" },
  autoscaling: {
    kind: "service",
    role: "AWSServiceRoleForAutoScaling",
    service: "autoscaling.amazonaws.com",
  },
};
