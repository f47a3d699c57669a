import { measuredIn } from "../alb/counts.ts";
import type { HopNow, Incident, Targets } from "../incident/contract.ts";
import { balancer, balancerArn, region } from "./names.ts";
import type { Hop, Scenario } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";
import { stageScenario } from "./start.ts";

export interface PracticeOptions {
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  readonly seed?: number;
  readonly clock?: () => number;
}

/** So much traffic that a change shows within minutes. */
export const scale = 8;

/** Starts a scenario whose traffic is simulated, as an incident to practise with. */
export async function startSimulated(
  scenario: Scenario,
  { periodSeconds, settleSeconds, seed = 502, clock = Date.now }: PracticeOptions,
): Promise<Incident> {
  const options = { clock, seed, periodSeconds, settleSeconds, scale };
  const since = clock();
  const { simulation, account, port, close } = await stageScenario(scenario, options);
  const measured = () => {
    simulation.advance(clock());
    return { ...measuredIn(simulation.counts(since, clock() + 1)), since, note: note(simulation) };
  };
  return {
    awsEndpoint: account.endpoint,
    credentials: account.credentials,
    ...{ region, account, measured, close },
    starts: `/runbook alb-502-keepalive ${balancer.name}`,
    loadBalancer: { name: balancer.name, arn: balancerArn, port },
    ...controls(simulation, clock),
    logged: Promise.resolve(),
    honesty: honesty(simulation, options),
  };
}

function controls(simulation: Simulation, clock: () => number) {
  const { settings, advance } = simulation;
  // What comes before a change is drawn as it was before.
  const change = (does: () => void) => {
    advance(clock());
    does();
  };
  return {
    hops: () => settings.hops.map(hopNow),
    setKeepAlive: (seconds: number, place: number) =>
      change(() => {
        const hop = settings.hops[place];
        if (hop) settings.hops[place] = { ...hop, closes: seconds };
      }),
    idleTimeoutSeconds: () => settings.idleTimeoutSeconds,
    setIdleTimeout: (seconds: number) =>
      change(() => {
        settings.idleTimeoutSeconds = seconds;
      }),
    requestsPerSecond: () => settings.requestsPerSecond,
    setTraffic: (rate: number) =>
      change(() => {
        settings.requestsPerSecond = rate;
      }),
    targets: targets(simulation, clock, change),
  };
}

/** A server on the path, as a practice shows it. */
export const hopNow = ({ kind, called, closes, adds = 0, keeps, where, line }: Hop): HopNow => ({
  ...{ kind, called, where },
  keepAliveSeconds: closes,
  closesAfterSeconds: closes + adds,
  keepsSeconds: keeps ?? null,
  line: line(closes),
});

function targets(
  { fleet, settings, world }: Simulation,
  clock: () => number,
  change: (does: () => void) => void,
): Targets {
  return {
    healthy: () => fleet.healthy(clock()),
    all: () => fleet.targets(clock()).length,
    manners: () => settings.manners,
    setManners: (manners) =>
      change(() => {
        settings.manners = manners;
      }),
    deploy: () => change(() => world.deploy(clock(), deployMs)),
  };
}

/** A practice's own deploy is quick: it counts as over six minutes later, and whoever practises waits for that. */
export const deployMs = 30_000;

const note = ({ world: { from, now } }: Simulation) =>
  `The traffic of this scenario is simulated, also that of the ${Math.round((now - from) / 3_600_000)} hours before. Only what the bot sends itself is really sent.`;

const honesty = (simulation: Simulation, options: PracticeOptions) => [
  note(simulation),
  `Metrics come in periods of ${options.periodSeconds} seconds; at AWS the shortest is 60 seconds.`,
  "A deploy that is made meanwhile takes a minute and a bit, and longer at AWS.",
  `Metrics show after ${options.settleSeconds} seconds; at AWS that takes about 3 minutes.`,
  "The backend's log in CloudWatch has a line for each failure that reached a server, and for one of 20 other requests.",
  ...(simulation.settings.logs
    ? ["Access logs are delivered a minute and a half after each five minutes, as at AWS."]
    : []),
];
