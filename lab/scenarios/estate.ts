import type { CountsSource } from "../alb/counts.ts";
import { calmTraffic } from "../alb/scenes.ts";
import type { AccountOptions } from "../aws/account.ts";
import { targetGroupAttributes } from "../aws/attributes.ts";
import type { TargetGroupResource, TargetResource } from "../aws/estate.ts";
import { shopBalancers } from "../aws/shop.ts";
import { type BackendLog, logGroupOf } from "./backend-log.ts";
import { region, zones } from "./names.ts";
import type { Scenario } from "./scenario.ts";
import { logPrefix, type Simulation } from "./simulation.ts";

/** What an account shows of a simulated scenario. */
export interface EstateOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Where the load balancer answers. */
  readonly port: number;
  readonly periodSeconds: number;
  readonly settleSeconds: number;
}

/** What happens in the account, simulated or real. */
export interface ShownEstate extends Pick<Simulation, "settings" | "counts" | "trail" | "logs"> {
  readonly backendLog: Pick<BackendLog, "lines">;
  /** Since when something is known, in milliseconds since 1970. */
  readonly from: number;
  readonly targets: (at: number) => readonly TargetResource[];
  /** Lets time go on to a moment, where it does not by itself. */
  readonly advance: (to: number) => void;
}

/** What an account shows of a simulation. */
export const shownOf = (simulation: Simulation): ShownEstate => ({
  ...simulation,
  from: simulation.world.from,
  targets: simulation.fleet.targets,
});

/** The account in which the scenario happens: time goes on whenever it is asked. */
export function estateOf(
  { group = {} }: Scenario,
  shown: ShownEstate,
  { clock, port, periodSeconds, settleSeconds }: EstateOptions,
): Omit<AccountOptions, "keys" | "slowMs"> {
  const { settings, trail, advance, logs } = shown;
  const now = () => {
    advance(clock());
    return clock();
  };
  const metrics: CountsSource = {
    counts: (from, to, zone) => {
      now();
      return shown.counts(from, Math.min(to, clock()), zone);
    },
  };
  const loadBalancers = shopBalancers({
    ...{ region, zones, port, metrics },
    idleMs: () => settings.idleTimeoutSeconds * 1_000,
    backendPort: 3_000,
    healthy: () => true,
    calm: calm(shown.from, periodSeconds),
    group: { ...groupOf(shown, group, now), metrics },
    get accessLogs() {
      return settings.logs ? { bucket, prefix: logPrefix } : undefined;
    },
  });
  return {
    loadBalancers,
    clock: now,
    get trail() {
      return trail().filter(({ at }) => at <= now());
    },
    buckets: { [bucket]: logs },
    logGroups: logGroupsOf(group, shown, now),
    ...{ shortestPeriodSeconds: periodSeconds, settleSeconds },
  };
}

/** A Lambda function has no server with a log of its own. */
const logGroupsOf = (
  { targetType }: NonNullable<Scenario["group"]>,
  { backendLog, from: known }: ShownEstate,
  now: () => number,
) =>
  targetType === "lambda"
    ? []
    : [logGroupOf((from, to) => backendLog.lines(from, Math.min(to, now())), known)];

/** Where access logs go. */
const bucket = "shop-logs";

function groupOf(
  { targets }: ShownEstate,
  group: NonNullable<Scenario["group"]>,
  now: () => number,
): Partial<TargetGroupResource> {
  if (group.targetType === "lambda") return { ...group, targets: () => [lambda] };
  const attributes = () => targetGroupAttributes();
  return { ...group, attributes, port: 3_000, targets: () => targets(now()) };
}

const lambda = {
  id: `arn:aws:lambda:${region}:123456789012:function:shop-newsletter`,
  zone: "all",
  state: "unavailable",
  reason: "Target.HealthCheckDisabled",
} as const;

const calm = (from: number, binSeconds: number): CountsSource =>
  calmTraffic({
    ...{ from, to: from + 15 * 3_600_000, zones, seed: 2 },
    binSeconds: Math.max(60, binSeconds),
  });
