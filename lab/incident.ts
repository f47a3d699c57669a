import { setTimeout as pause } from "node:timers/promises";
import { type CountsSource, measuredIn } from "./alb/counts.ts";
import type { History } from "./alb/history.ts";
import { joinSources } from "./alb/ledger.ts";
import { type Site, startSite } from "./alb/site.ts";
import { ACCOUNT_ID, startAccount } from "./aws/account.ts";
import { arns, type LoadBalancerResource } from "./aws/estate.ts";
import { type LiveParts, shopBalancers } from "./aws/shop.ts";
import { practiceLogGroups } from "./incident/backend-log.ts";
import type { Incident, PracticeCounts } from "./incident/contract.ts";
import { historyBefore, loggedPast, quietTraffic } from "./incident/past.ts";
import {
  DEFAULTS,
  type IncidentOptions,
  type IncidentSettings,
  REGION,
  ZONES,
} from "./incident/settings.ts";
import { type PracticeLogs, practiceBucket, startPracticeLogs } from "./logs/practice.ts";

export type { Incident } from "./incident/contract.ts";
export type { IncidentOptions } from "./incident/settings.ts";

/** Starts a load balancer that loses the keep-alive race under real traffic, and the AWS account that shows it. */
export async function startIncident(options: IncidentOptions = {}): Promise<Incident> {
  const settings = { ...DEFAULTS, ...options };
  const idleMs = settings.idleSeconds * 1_000;
  const logs = startPracticeLogs(REGION, settings.logSeconds);
  const site = await startSite({ ...settings, idleMs, zones: ZONES, ended: logs.ended });
  const { since, history } = await warmUp(settings, site, logs);
  const logged = logs.makeUp(loggedPast(settings, site, since, history));
  const loadBalancers = shopBalancers(liveParts(settings, site, since, history));
  const account = await startAccount({
    loadBalancers,
    buckets: { [practiceBucket.bucket]: logs.files },
    logGroups: practiceLogGroups(REGION, since),
    ...{ shortestPeriodSeconds: settings.periodSeconds, settleSeconds: settings.settleSeconds },
  });
  return {
    awsEndpoint: account.endpoint,
    credentials: account.credentials,
    ...{ region: REGION, account },
    starts: `/runbook alb-502-keepalive ${firstNamed(loadBalancers).name}`,
    loadBalancer: { ...firstNamed(loadBalancers), port: site.loadBalancer.port },
    ...controls(site),
    measured: () => measure(site, since, history.note),
    logged,
    honesty: honesty(settings, history.note),
    close: async () => {
      logs.close();
      await Promise.all([account.close(), site.close(), logged]);
    },
  };
}

/** Fills the connection pool, then measures; what is told of earlier hours rests on that. */
async function warmUp(settings: IncidentSettings, site: Site, logs: PracticeLogs) {
  const { fillSeconds, measureSeconds, periodSeconds, progress, requestsPerSecond } = settings;
  progress(`${requestsPerSecond} requests a second are filling the load balancer's connections.`);
  const step = periodSeconds * 1_000;
  // Begins with a whole period, so that none is half made up and half measured.
  const since = Math.ceil((Date.now() + fillSeconds * 1_000) / step) * step;
  logs.begin(since);
  await pause(since - Date.now());
  progress(`Real traffic is being measured for ${measureSeconds} seconds.`);
  await pause(measureSeconds * 1_000);
  return { since, history: historyBefore(settings, site, since, Date.now()) };
}

function liveParts(
  settings: IncidentSettings,
  site: Site,
  since: number,
  history: History,
): LiveParts {
  const real: CountsSource = {
    counts: (from, to, zone) => site.ledger.counts(Math.max(from, since), to, zone),
  };
  return {
    region: REGION,
    zones: ZONES,
    port: site.loadBalancer.port,
    idleMs: site.loadBalancer.idleMs,
    backendPort: site.backend.ports,
    accessLogs: practiceBucket,
    healthy: site.healthy,
    metrics: joinSources(history, real),
    calm: quietTraffic(settings, since),
  };
}

function firstNamed([first]: readonly LoadBalancerResource[]) {
  if (!first) throw new Error("The account has no load balancer.");
  return { name: first.name, arn: arns(ACCOUNT_ID).loadBalancerArn(first) };
}

function controls({ backend, loadBalancer, traffic }: Site) {
  return {
    hops: () => [nodeNow(backend)],
    setKeepAlive: (seconds: number) => backend.setKeepAlive(seconds * 1_000),
    idleTimeoutSeconds: () => loadBalancer.idleMs() / 1_000,
    setIdleTimeout: (seconds: number) => loadBalancer.setIdle(seconds * 1_000),
    requestsPerSecond: traffic.rate,
    setTraffic: traffic.setRate,
  };
}

const nodeNow = (backend: Site["backend"]) => ({
  kind: "Node.js http (v20 late, v22 - v26)",
  called: "Node 24",
  keepAliveSeconds: backend.keepAliveMs() / 1_000,
  closesAfterSeconds: backend.closesAfterMs() / 1_000,
  keepsSeconds: null,
  where: "server.js, line 12",
  line: `server.keepAliveTimeout = ${backend.keepAliveMs()}`,
});

function measure({ ledger }: Site, since: number, note: string): PracticeCounts {
  return { ...measuredIn(ledger.counts(since, Date.now())), since, note };
}

function honesty(settings: IncidentSettings, note: string) {
  const { periodSeconds, settleSeconds, delayMs, loggedMinutes, logSeconds } = settings;
  return [
    note,
    `Metrics come in periods of ${periodSeconds} seconds; at AWS the shortest is 60 seconds.`,
    `Metrics show after ${settleSeconds} seconds; at AWS that takes about 3 minutes.`,
    `The link to the backend delays ${delayMs} milliseconds each way, more than within a real availability zone, so that the race is lost more often.`,
    "The backend's log in CloudWatch is made up: a line every two seconds, and none for a request that never arrived.",
    `Access logs begin some ${loggedMinutes} minutes before the practice, and those are made up. Real ones are delivered every ${logSeconds} seconds; at AWS every 5 minutes.`,
  ];
}
