import { setTimeout as pause } from "node:timers/promises";
import type { CountsSource } from "./alb/counts.ts";
import { type History, makeHistory } from "./alb/history.ts";
import { joinSources } from "./alb/ledger.ts";
import { lostRaceShare } from "./alb/model.ts";
import { drawPast } from "./alb/past.ts";
import { quiet } from "./alb/scenes.ts";
import { type Site, startSite } from "./alb/site.ts";
import { spread } from "./alb/spread.ts";
import { ACCOUNT_ID, type Account, startAccount } from "./aws/account.ts";
import { arns, type LoadBalancerResource } from "./aws/estate.ts";
import { type LiveParts, shop } from "./aws/shop.ts";

/** How an incident is set up; every part has a default that suits the demo on two cores. */
export interface IncidentOptions {
  readonly requestsPerSecond?: number;
  /** How many backend connections take turns. */
  readonly slots?: number;
  /** Delay between load balancer and backend, each way. */
  readonly delayMs?: number;
  /** The backend's nominal keep-alive; Node adds a second. */
  readonly keepAliveMs?: number;
  readonly idleSeconds?: number;
  /** The shortest metric period; AWS has 60 seconds. */
  readonly periodSeconds?: number;
  /** How long a count takes to become a metric; at AWS about 180 seconds. */
  readonly settleSeconds?: number;
  /** Traffic until connections have come into use, then traffic that is measured. */
  readonly fillSeconds?: number;
  readonly measureSeconds?: number;
  readonly historyHours?: number;
  /** How long ago the failures began. */
  readonly beganHoursAgo?: number;
  readonly seed?: number;
  /** Told what is being done, in a sentence. */
  readonly progress?: (sentence: string) => void;
}

/** A running incident. */
export interface Incident {
  readonly awsEndpoint: string;
  readonly credentials: Account["credentials"];
  readonly region: string;
  readonly account: Account;
  readonly loadBalancer: { readonly name: string; readonly arn: string; readonly port: number };
  readonly backend: {
    /** The nominal keep-alive in seconds. */
    readonly keepAliveSeconds: () => number;
    /** When an idle connection is really closed, in seconds. */
    readonly closesAfterSeconds: () => number;
    readonly setKeepAlive: (milliseconds: number) => void;
  };
  /** The load balancer's idle timeout. */
  readonly idleTimeoutSeconds: () => number;
  readonly setIdleTimeout: (seconds: number) => void;
  /** The traffic that is asked for; what is counted differs by chance. */
  readonly requestsPerSecond: () => number;
  readonly setTraffic: (requestsPerSecond: number) => void;
  /** What the load balancer really counted, and since when (milliseconds since 1970). */
  readonly measured: () => Measured;
  /** What was sped up or made up, in sentences to be shown. */
  readonly honesty: readonly string[];
  readonly close: () => Promise<void>;
}

/** Counts of real requests. */
export interface Measured {
  readonly requests: number;
  readonly failed: number;
  /** Failed of all requests, 0..1. */
  readonly share: number;
  readonly since: number;
  readonly note: string;
}

const REGION = "eu-central-1";
const ZONES = ["eu-central-1a", "eu-central-1b"] as const;

const DEFAULTS = {
  requestsPerSecond: 300,
  slots: 1_200,
  delayMs: 5,
  keepAliveMs: 5_000,
  idleSeconds: 60,
  periodSeconds: 5,
  settleSeconds: 2,
  fillSeconds: 8,
  measureSeconds: 10,
  historyHours: 3,
  beganHoursAgo: 2,
  seed: 502,
  progress: () => {},
} satisfies Required<IncidentOptions>;

type Settings = Required<IncidentOptions>;

/** Starts a load balancer that loses the keep-alive race under real traffic, and the AWS account that shows it. */
export async function startIncident(options: IncidentOptions = {}): Promise<Incident> {
  const settings = { ...DEFAULTS, ...options };
  const idleMs = settings.idleSeconds * 1_000;
  const site = await startSite({ ...settings, idleMs, zones: ZONES });
  const { since, history } = await warmUp(settings, site);
  const loadBalancers = shop(liveParts(settings, site, since, history));
  const account = await startAccount({
    loadBalancers,
    shortestPeriodSeconds: settings.periodSeconds,
    settleSeconds: settings.settleSeconds,
  });
  const { name = "", arn = "" } = firstNamed(loadBalancers);
  return {
    awsEndpoint: account.endpoint,
    credentials: account.credentials,
    region: REGION,
    account,
    loadBalancer: { name, arn, port: site.loadBalancer.port },
    ...controls(site),
    measured: () => measure(site, since, history.note),
    honesty: honesty(settings, history.note),
    close: async () => {
      await Promise.all([account.close(), site.close()]);
    },
  };
}

/** Fills the connection pool, then measures; what is told of earlier hours rests on that. */
async function warmUp(settings: Settings, site: Site) {
  const { fillSeconds, measureSeconds, periodSeconds, progress, requestsPerSecond } = settings;
  progress(`${requestsPerSecond} requests a second are filling the load balancer's connections.`);
  const step = periodSeconds * 1_000;
  // Begins with a whole period, so that none is half made up and half measured.
  const since = Math.ceil((Date.now() + fillSeconds * 1_000) / step) * step;
  await pause(since - Date.now());
  progress(`Real traffic is being measured for ${measureSeconds} seconds.`);
  await pause(measureSeconds * 1_000);
  const to = Date.now();
  const history = makeHistory({
    ...settings,
    from: since - settings.historyHours * 3_600_000,
    since: since - settings.beganHoursAgo * 3_600_000,
    to: since,
    binSeconds: periodSeconds,
    zones: ZONES,
    measured: site.ledger.counts(since, to),
    measuredSeconds: (to - since) / 1_000,
    modelShare: modelShare(settings, site),
  });
  return { since, history };
}

function modelShare({ requestsPerSecond, slots, delayMs }: Settings, site: Site): number {
  return lostRaceShare({
    requestsPerConnection: requestsPerSecond / slots,
    backendIdleSeconds: site.backend.closesAfterMs() / 1_000,
    roundTripSeconds: (2 * delayMs) / 1_000,
  });
}

function liveParts(settings: Settings, site: Site, since: number, history: History): LiveParts {
  const real: CountsSource = {
    counts: (from, to, zone) => site.ledger.counts(Math.max(from, since), to, zone),
  };
  return {
    region: REGION,
    zones: ZONES,
    port: site.loadBalancer.port,
    idleMs: site.loadBalancer.idleMs,
    backendPort: site.backend.port,
    healthy: site.healthy,
    metrics: joinSources(history, real),
    calm: calm(settings, since),
  };
}

/** A little traffic without failures, drawn some hours ahead; what has not come yet is not shown yet. */
function calm({ historyHours, periodSeconds, seed }: Settings, since: number): CountsSource {
  const hour = 3_600_000;
  return drawPast({
    from: since - historyHours * hour,
    to: since + 12 * hour,
    binSeconds: periodSeconds,
    zones: ZONES,
    seed: seed + 2,
    usual: {
      requestsPerSecond: 4,
      newConnectionsPerSecond: 0.5,
      openConnections: 20,
      responseSeconds: spread(0.018, 0.024, 0.03, 0.07),
      hosts: 1,
    },
    scene: quiet(),
  });
}

function firstNamed([first]: readonly LoadBalancerResource[]) {
  return first ? { name: first.name, arn: arns(ACCOUNT_ID).loadBalancerArn(first) } : {};
}

function controls({ backend, loadBalancer, traffic }: Site) {
  return {
    backend: {
      keepAliveSeconds: () => backend.keepAliveMs() / 1_000,
      closesAfterSeconds: () => backend.closesAfterMs() / 1_000,
      setKeepAlive: backend.setKeepAlive,
    },
    idleTimeoutSeconds: () => loadBalancer.idleMs() / 1_000,
    setIdleTimeout: (seconds: number) => loadBalancer.setIdle(seconds * 1_000),
    requestsPerSecond: traffic.rate,
    setTraffic: traffic.setRate,
  };
}

function measure({ ledger }: Site, since: number, note: string): Measured {
  const { requests, elb502: failed } = ledger.counts(since, Date.now());
  return { requests, failed, share: requests === 0 ? 0 : failed / requests, since, note };
}

function honesty({ periodSeconds, settleSeconds, delayMs }: Settings, note: string) {
  return [
    note,
    `Metrics come in periods of ${periodSeconds} seconds; at AWS the shortest is 60 seconds.`,
    `Metrics show after ${settleSeconds} seconds; at AWS that takes about 3 minutes.`,
    `The link to the backend delays ${delayMs} milliseconds each way, more than within a real availability zone, so that the race is lost more often.`,
  ];
}
