import { addCounts, measuredIn } from "../../alb/counts.ts";
import { createRandom } from "../../alb/random.ts";
import { startAccount } from "../../aws/account.ts";
import type { TrailEvent } from "../../aws/cloudtrail/record.ts";
import type { LogFiles } from "../../aws/s3/bucket.ts";
import type { Incident } from "../../incident/contract.ts";
import { estateOf, type ShownEstate } from "../estate.ts";
import { hopNow, type PracticeOptions, scale } from "../incident.ts";
import { balancer, balancerArn, region } from "../names.ts";
import type { Scenario } from "../scenario.ts";
import { type Simulation, simulate, trailEvent } from "../simulation.ts";
import type { Live } from "./index.ts";
import { type LiveSite, startLiveSite } from "./site.ts";

/** Real log files hold so many seconds. */
const logSeconds = 10;

type LiveOf = (random: ReturnType<typeof createRandom>) => Live;

/** Starts a scenario that really fails, as an incident to practise with; the hours before are simulated. */
export async function startLive(
  scenario: Scenario,
  live: LiveOf,
  options: PracticeOptions,
): Promise<Incident> {
  const { periodSeconds, settleSeconds } = options;
  const { past, site, joint } = await stageLive(scenario, live, options);
  const { port } = site.loadBalancer;
  const shown = shownLive(past, site, joint);
  const seen = { clock: Date.now, port, periodSeconds, settleSeconds };
  const account = await startAccount(estateOf(scenario, shown, seen));
  const { since } = joint;
  return {
    ...{ awsEndpoint: account.endpoint, credentials: account.credentials, region, account },
    starts: `/runbook alb-502-keepalive ${balancer.name}`,
    loadBalancer: { name: balancer.name, arn: balancerArn, port },
    ...controls(past, site),
    measured: () => {
      const counts = site.ledger.counts(since, Date.now());
      return { ...measuredIn(counts), since, note: honest };
    },
    logged: Promise.resolve(),
    honesty: honesty(periodSeconds, settleSeconds),
    close: async () => {
      await Promise.all([account.close(), site.close()]);
    },
  };
}

async function stageLive(scenario: Scenario, live: LiveOf, options: PracticeOptions) {
  const { periodSeconds, seed = 502 } = options;
  const calls: TrailEvent[] = [];
  const step = periodSeconds * 1_000;
  // A whole period that is still to come, so that none is half made up.
  const since = Math.ceil((Date.now() + 2_000) / step) * step;
  const told = { now: since, binSeconds: periodSeconds, seed, scale, hosts: 4 };
  const past = simulate(scenario, told);
  const site = await startLiveSite(live(createRandom(seed)), {
    ...{ settings: past.settings, seed, logSeconds },
    call: (one) => void calls.push(trailEvent(one)),
  });
  site.logs.begin(since);
  return { past, site, joint: { since, calls } };
}

interface Joint {
  readonly since: number;
  readonly calls: readonly TrailEvent[];
}

/** The simulated hours until the practice began, and what really happened since. */
function shownLive(past: Simulation, site: LiveSite, { since, calls }: Joint): ShownEstate {
  const before = past.trail().filter(({ at }) => at < since);
  return {
    settings: past.settings,
    from: past.world.from,
    counts: (from, to, zone) => {
      const early = past.counts(Math.min(from, since), Math.min(to, since), zone);
      return addCounts([
        early,
        site.ledger.counts(Math.max(from, since), Math.max(to, since), zone),
      ]);
    },
    trail: () => [...before, ...calls],
    logs: joined(past.logs, site.logs.files),
    backendLog: {
      lines: (from, to) => [
        ...past.backendLog.lines(from, Math.min(to, since)),
        ...site.backendLog.lines(Math.max(from, since), to),
      ],
    },
    targets: () => site.fleet.targets(site.isWell),
    advance: () => {},
  };
}

const joined = (one: LogFiles, other: LogFiles): LogFiles => ({
  list: (prefix) => [...one.list(prefix), ...other.list(prefix)],
  read: (key) => (one.list(key).length > 0 ? one : other).read(key),
});

function controls({ settings }: Simulation, { fleet, loadBalancer, traffic, isWell }: LiveSite) {
  return {
    hops: () => settings.hops.map(hopNow),
    setKeepAlive: (seconds: number, place: number) => {
      const hop = settings.hops[place];
      if (hop) settings.hops[place] = { ...hop, closes: seconds };
      if (place === settings.hops.length - 1) fleet.setKeepAlive(seconds * 1_000);
    },
    idleTimeoutSeconds: () => settings.idleTimeoutSeconds,
    setIdleTimeout: (seconds: number) => {
      settings.idleTimeoutSeconds = seconds;
      loadBalancer.setIdle(seconds * 1_000);
    },
    requestsPerSecond: traffic.rate,
    setTraffic: traffic.setRate,
    targets: {
      healthy: () => fleet.targets(isWell).filter(({ state }) => state === "healthy").length,
      all: () => fleet.targets(isWell).length,
      manners: () => settings.manners,
      setManners: (manners: typeof settings.manners) => {
        settings.manners = manners;
      },
      deploy: fleet.deploy,
    },
  };
}

const honest = "Real servers on this machine fail since the practice began.";

const honesty = (periodSeconds: number, settleSeconds: number) => [
  `${honest} The three hours before are simulated.`,
  `Metrics come in periods of ${periodSeconds} seconds; at AWS the shortest is 60 seconds.`,
  `Metrics show after ${settleSeconds} seconds; at AWS that takes about 3 minutes.`,
  `Access logs are delivered every ${logSeconds} seconds; at AWS every 5 minutes.`,
  "The backend's log in CloudWatch is made up from what the load balancer saw: a line for each failure that reached a server, and for one of 20 other requests.",
  "A deploy replaces a target every ten seconds, which takes longer at AWS.",
];
