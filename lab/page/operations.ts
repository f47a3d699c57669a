import { z } from "zod";
import type { Incident } from "../incident/contract.ts";
import type { Operations, Sample, TargetsSeen } from "./wire.ts";

/** What can be changed on the request path; times in seconds. `place` counts the servers behind the load balancer from 0. */
const changeShape = z.union([
  z.strictObject({ keepAliveSeconds: z.number().min(1).max(3_600), place: z.int().min(0).max(9) }),
  z.strictObject({ idleSeconds: z.int().min(1).max(4_000) }),
  z.strictObject({ requestsPerSecond: z.int().min(1).max(600) }),
  z.strictObject({ preStopSeconds: z.int().min(0).max(600) }),
  z.strictObject({ graceSeconds: z.int().min(0).max(3_600) }),
  z.strictObject({ deploy: z.literal(1) }),
]);

type PathChange = z.infer<typeof changeShape>;

/** The part of an incident that the panel shows and changes. */
export type Watched = Pick<
  Incident,
  | "loadBalancer"
  | "hops"
  | "setKeepAlive"
  | "targets"
  | "idleTimeoutSeconds"
  | "setIdleTimeout"
  | "requestsPerSecond"
  | "setTraffic"
  | "measured"
>;

// Three minutes of a bar each second.
const keptSamples = 180;

/** Shows a request path and what was counted of it each second; `clock` tells milliseconds since 1970. */
export function showPath(incident: Watched, clock: () => number) {
  const sample = createSampler(incident, clock);
  let samples: readonly Sample[] = [];
  return {
    now: () => ({ ...pathOf(incident), samples }),
    tick: () => {
      samples = [...samples, sample()].slice(-keptSamples);
    },
    change: (asked: unknown) => apply(incident, changeShape.parse(asked)),
  };
}

/** What was counted since it was last asked. */
function createSampler(incident: Watched, clock: () => number): () => Sample {
  let before = incident.measured();
  return () => {
    const now = incident.measured();
    const requests = Math.max(0, now.requests - before.requests);
    const failed = Math.max(0, now.failed - before.failed);
    before = now;
    return { at: clock(), requests, failed };
  };
}

const pathOf = (incident: Watched): Omit<Operations, "samples" | "changes"> => ({
  loadBalancer: {
    name: incident.loadBalancer.name,
    idleSeconds: incident.idleTimeoutSeconds(),
  },
  hops: incident.hops(),
  targets: targetsOf(incident),
  requestsPerSecond: incident.requestsPerSecond(),
});

function targetsOf({ targets }: Watched): TargetsSeen | null {
  if (targets === undefined) return null;
  return { healthy: targets.healthy(), all: targets.all(), ...targets.manners() };
}

function apply(incident: Watched, change: PathChange): string {
  if ("keepAliveSeconds" in change) {
    const { keepAliveSeconds, place } = change;
    incident.setKeepAlive(keepAliveSeconds, place);
    const called = incident.hops()[place]?.called ?? "Backend";
    return `${called} rolled out with a keep-alive of ${keepAliveSeconds} s`;
  }
  if ("idleSeconds" in change) {
    incident.setIdleTimeout(change.idleSeconds);
    return `Load balancer's idle timeout set to ${change.idleSeconds} s`;
  }
  if ("requestsPerSecond" in change) {
    incident.setTraffic(change.requestsPerSecond);
    return `Traffic set to ${change.requestsPerSecond} requests a second`;
  }
  return applyToTargets(incident, change);
}

type TargetChange = Exclude<
  PathChange,
  { keepAliveSeconds: number } | { idleSeconds: number } | { requestsPerSecond: number }
>;

function applyToTargets({ targets }: Watched, change: TargetChange): string {
  if (targets === undefined) throw new Error("The targets of this incident cannot be changed.");
  if ("deploy" in change) {
    targets.deploy();
    return "A deploy began: every target is replaced, one after the other";
  }
  const { preStop, grace } = targets.manners();
  if ("preStopSeconds" in change) {
    targets.setManners({ grace, preStop: change.preStopSeconds });
    return `Targets go on for ${change.preStopSeconds} s after they are told to stop`;
  }
  targets.setManners({ preStop, grace: change.graceSeconds });
  return `Targets have ${change.graceSeconds} s to stop`;
}
