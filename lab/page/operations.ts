import { z } from "zod";
import type { Incident } from "../incident.ts";
import type { Change, Operations, Sample } from "./wire.ts";

/** What can be changed on the request path; times in seconds. */
export const changeShape = z.union([
  z.strictObject({ keepAliveSeconds: z.number().min(1).max(3_600) }),
  z.strictObject({ idleSeconds: z.int().min(1).max(4_000) }),
  z.strictObject({ requestsPerSecond: z.int().min(1).max(600) }),
]);

/** The part of an incident that the panel shows and changes. */
export type Watched = Pick<
  Incident,
  | "loadBalancer"
  | "backend"
  | "idleTimeoutSeconds"
  | "setIdleTimeout"
  | "requestsPerSecond"
  | "setTraffic"
  | "measured"
>;

/** The request path, watched once a second. */
export interface OperationsRoom {
  readonly now: () => Operations;
  readonly change: (change: z.infer<typeof changeShape>) => void;
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
}

// Three minutes of a bar each second.
const keptSamples = 180;

/** Watches a request path; `clock` tells milliseconds since 1970. */
export function openOperations(incident: Watched, clock = Date.now): OperationsRoom {
  const samples: Sample[] = [];
  const changes: Change[] = [];
  const listeners = new Set<() => void>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const sample = createSampler(incident, clock);
  const timer = setInterval(() => {
    samples.push(sample());
    samples.splice(0, samples.length - keptSamples);
    announce();
  }, 1_000);
  return {
    now: () => ({ ...pathOf(incident), samples, changes }),
    change: (change) => {
      changes.push({ at: clock(), what: apply(incident, change) });
      announce();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => clearInterval(timer),
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
  backend: {
    keepAliveSeconds: incident.backend.keepAliveSeconds(),
    closesAfterSeconds: incident.backend.closesAfterSeconds(),
  },
  requestsPerSecond: incident.requestsPerSecond(),
});

function apply(incident: Watched, change: z.infer<typeof changeShape>): string {
  if ("keepAliveSeconds" in change) {
    incident.backend.setKeepAlive(change.keepAliveSeconds * 1_000);
    return `Backend rolled out with a keep-alive of ${change.keepAliveSeconds} s`;
  }
  if ("idleSeconds" in change) {
    incident.setIdleTimeout(change.idleSeconds);
    return `Load balancer's idle timeout set to ${change.idleSeconds} s`;
  }
  incident.setTraffic(change.requestsPerSecond);
  return `Traffic set to ${change.requestsPerSecond} requests a second`;
}
