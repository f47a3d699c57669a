import { type Backends, startBackends } from "./backend.ts";
import { startHealthChecks } from "./health.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { type LoadBalancer, type LoadBalancerOptions, startLoadBalancer } from "./proxy.ts";
import { createRandom } from "./random.ts";
import { startTraffic, type Traffic } from "./traffic.ts";

export interface SiteOptions extends Pick<LoadBalancerOptions, "nodesPerZone" | "ended"> {
  /** How many backends answer. */
  readonly targets: number;
  readonly keepAliveMs: number;
  readonly slots: number;
  /** One-way delay between load balancer and backend, in whole milliseconds. */
  readonly delayMs: number;
  /** The load balancer's idle timeout. */
  readonly idleMs: number;
  readonly requestsPerSecond: number;
  readonly zones: readonly [string, ...string[]];
  readonly seed: number;
}

/** A website in operation: traffic through a load balancer to backends, with all that is counted. */
export interface Site {
  readonly backend: Backends;
  readonly loadBalancer: LoadBalancer;
  readonly traffic: Traffic;
  /** Whether the target on this port is. */
  readonly healthy: (port?: number) => boolean;
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

/** Starts a site on loopback; it counts from its first request. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { zones, seed, requestsPerSecond } = options;
  const ledger = createLedger(Date.now);
  const backend = await startBackends(options.targets, options);
  const loadBalancer = await startLoadBalancer({
    ...options,
    backendPort: backend.ports,
    random: createRandom(seed),
    count: ledger.add,
  });
  const { port } = loadBalancer;
  const traffic = startTraffic({ port, requestsPerSecond, random: createRandom(seed + 1) });
  const health = startHealthChecks({
    port: backend.ports,
    intervalMs: 1_000,
    count: (counts) => {
      ledger.add(zones[0], { ...counts, connectionSeconds: loadBalancer.connections() });
    },
  });
  const close = async () => {
    await traffic.stop();
    health.stop();
    await Promise.all([loadBalancer.close(), backend.close()]);
  };
  return { backend, loadBalancer, traffic, healthy: health.healthy, ledger, close };
}
