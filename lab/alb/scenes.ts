import type { CountsSource } from "./counts.ts";
import { drawPast, type Past, type Scene } from "./past.ts";
import { spread } from "./spread.ts";

/** When something unusual goes on, in milliseconds since 1970; to the end unless told. */
interface During {
  readonly from: number;
  readonly to?: number;
}

/** How often something goes wrong meanwhile, as a share of the requests. */
interface Sometimes extends During {
  readonly share: number;
}

/** Nothing unusual. */
export function quietScene(): Scene {
  return { answers: () => ({}) };
}

/** The race: a few 502s all the time, while targets, connections and health look as ever. */
export function steadyTrickle(when: Sometimes): Scene {
  return sometimes(when, (failed) => ({ elb502: failed }));
}

/** A rollout: many 502s at once, refused connections, hosts that come and go. */
export function deployBurst(when: Sometimes): Scene {
  const { answers } = connectRefused(when);
  return { answers, unhealthy: (at) => (isDuring(when, at) ? 1 : 0) };
}

/** Targets that refuse connections although their health checks pass. */
export function connectRefused(when: Sometimes): Scene {
  return sometimes(when, (failed) => ({ elb502: failed, targetConnectionErrors: failed }));
}

/** Targets with which TLS cannot be agreed on. */
export function tlsFailures(when: Sometimes): Scene {
  return sometimes(when, (failed) => ({ elb502: failed, targetTlsErrors: failed }));
}

/** Targets that answer 5xx themselves. */
export function targetErrors(when: Sometimes): Scene {
  return sometimes(when, (failed) => ({ target5xx: failed }));
}

/** Targets that say nothing until the load balancer gives up. */
export function silentTargets(when: Sometimes): Scene {
  return sometimes(when, (failed) => ({ elb504: failed }));
}

/** All of so many hosts unhealthy; the load balancer, as it does then, tries them nevertheless. */
export function targetsDown(when: During & { readonly hosts: number }): Scene {
  const { answers } = connectRefused({ ...when, share: 1 });
  return { answers, unhealthy: (at) => (isDuring(when, at) ? when.hosts : 0) };
}

/** No target is registered, so that every request is answered 503. */
export function noTargets(when: During): Scene {
  return {
    answers: (requests, at) => (isDuring(when, at) ? { elb503: requests } : {}),
  };
}

function sometimes(
  when: Sometimes,
  failures: (failed: number) => ReturnType<Scene["answers"]>,
): Scene {
  return {
    answers: (requests, at, random) => {
      if (!isDuring(when, at)) return {};
      const drawn = when.share < 1 ? random.poisson(requests * when.share) : requests;
      return failures(Math.min(requests, drawn));
    },
  };
}

function isDuring({ from, to = Number.POSITIVE_INFINITY }: During, at: number): boolean {
  return at >= from && at < to;
}

/** A little traffic without failures, as at load balancers that have nothing to do with an incident. */
export const calmTraffic = (when: Omit<Past, "usual" | "scene">): CountsSource =>
  drawPast({
    ...when,
    usual: {
      requestsPerSecond: 4,
      newConnectionsPerSecond: 0.5,
      openConnections: 20,
      responseSeconds: spread(0.018, 0.024, 0.03, 0.07),
      hosts: 1,
    },
    scene: quietScene(),
  });
