import { startHealthChecks } from "../../alb/health.ts";
import { createLedger, type Ledger } from "../../alb/ledger.ts";
import { type LoadBalancer, startLoadBalancer } from "../../alb/proxy.ts";
import { createRandom } from "../../alb/random.ts";
import { startTraffic, type Traffic } from "../../alb/traffic.ts";
import { type PracticeLogs, startPracticeLogs } from "../../logs/practice.ts";
import { type BackendLog, createBackendLog } from "../backend-log.ts";
import { region, zones } from "../names.ts";
import type { RecordedCall, WorldSettings } from "../scenario.ts";
import { type LiveFleet, openFleet } from "./fleet.ts";
import type { Live } from "./index.ts";

/** A scenario's site in operation. */
export interface LiveSite {
  readonly fleet: LiveFleet;
  readonly loadBalancer: LoadBalancer;
  readonly traffic: Traffic;
  readonly ledger: Ledger;
  readonly logs: PracticeLogs;
  readonly backendLog: BackendLog;
  readonly isWell: (port: number) => boolean;
  readonly close: () => Promise<void>;
}

export interface LiveSiteOptions {
  readonly settings: WorldSettings;
  readonly seed: number;
  readonly logSeconds: number;
  readonly call: (call: RecordedCall) => void;
}

const size = 4;
const slots = 192;
const delayMs = 2;

/** Starts the targets, a load balancer in front of them, its health checks and its clients. */
export async function startLiveSite(live: Live, options: LiveSiteOptions): Promise<LiveSite> {
  const ledger = createLedger(Date.now);
  const backendLog = createBackendLog(options.settings.hops.length > 1);
  const logs = startPracticeLogs(region, options.logSeconds, backendLog.add);
  const fleet = await startFleet(live, options);
  const loadBalancer = await startBalancer(live, options, { ledger, logs, fleet });
  const health = startHealthChecks({
    ...{ port: fleet.checked, intervalMs: 1_000 },
    count: (counts) =>
      ledger.add(zones[0], { ...counts, connectionSeconds: loadBalancer.connections() }),
  });
  const traffic = startClients(live, options, loadBalancer.port);
  const close = async () => {
    // A target that says nothing would hold up whoever waits for its answers.
    await fleet.close();
    await traffic.stop();
    health.stop();
    logs.close();
    await loadBalancer.close();
  };
  const told = { ledger, logs, backendLog, isWell: health.healthy };
  return { fleet, loadBalancer, traffic, ...told, close };
}

const startFleet = (live: Live, { settings, call }: LiveSiteOptions) =>
  openFleet({
    ...{ open: live.open, size: live.targets ?? size, call },
    keepAliveMs: (settings.hops.at(-1)?.closes ?? 75) * 1_000,
    manners: () => settings.manners,
  });

const startBalancer = (
  live: Live,
  { settings, seed }: LiveSiteOptions,
  { ledger, logs, fleet }: Pick<LiveSite, "ledger" | "logs" | "fleet">,
) =>
  startLoadBalancer({
    ...{ slots, delayMs, zones, nodesPerZone: 2, ended: logs.ended },
    backendPort: fleet.routed,
    idleMs: settings.idleTimeoutSeconds * 1_000,
    random: createRandom(seed),
    count: ledger.add,
    ...(live.secure && { secure: live.secure }),
  });

const startClients = (live: Live, { settings, seed }: LiveSiteOptions, port: number) =>
  startTraffic({
    ...{ port, requestsPerSecond: settings.requestsPerSecond, random: createRandom(seed + 1) },
    ...(live.pick && { pick: live.pick }),
    ...(live.patienceMs !== undefined && { patienceMs: live.patienceMs }),
  });
