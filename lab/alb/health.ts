import { get } from "node:http";
import type { BalancerCounts } from "./counts.ts";
import { spread } from "./spread.ts";

/** What health checks are made of. */
export interface HealthOptions {
  /** The targets' ports on 127.0.0.1; a function where they come and go. */
  readonly port: number | readonly number[] | (() => readonly number[]);
  readonly intervalMs: number;
  readonly count: (counts: Partial<BalancerCounts>) => void;
}

/** Running health checks. */
export interface Health {
  /** What the last checks said of a target, or of all of them; healthy before the first. */
  readonly healthy: (port?: number) => boolean;
  readonly stop: () => void;
}

/**
 * Checks targets over connections of its own, so that neither requests nor reuse are disturbed or counted. As at an ALB, a check
 * waits 5 s for its answer, and one slow answer changes nothing
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
 */
export function startHealthChecks({ port, intervalMs, count }: HealthOptions): Health {
  const ports = typeof port === "function" ? port : () => [port].flat();
  let targets = ports().map(createTarget);
  let isOut = false;
  const check = async () => {
    if (isOut) return;
    isOut = true;
    targets = ports().map(
      (one) => targets.find((known) => known.port === one) ?? createTarget(one),
    );
    await Promise.all(targets.map((target) => target.check()));
    isOut = false;
    const up = targets.filter((target) => target.isHealthy()).length;
    count({ healthyHosts: spread(up), unhealthyHosts: spread(targets.length - up) });
  };
  const timer = setInterval(() => void check(), intervalMs);
  void check();
  const of = (wanted?: number) => targets.filter((one) => (wanted ?? one.port) === one.port);
  return {
    healthy: (wanted) => of(wanted).every((target) => target.isHealthy()),
    stop: () => clearInterval(timer),
  };
}

/** What the checks of one target have said so far. */
function createTarget(port: number) {
  let healthy = true;
  let against = 0;
  return {
    port,
    isHealthy: () => healthy,
    check: async () => {
      const answered = await answersWell(port, timeoutMs);
      against = answered === healthy ? 0 : against + 1;
      if (against >= (healthy ? unhealthyAfter : healthyAfter)) [healthy, against] = [answered, 0];
    },
  };
}

const timeoutMs = 5_000;
/** Checks in a row that must say otherwise before the target's state changes: an ALB's thresholds where nobody sets others. */
const unhealthyAfter = 2;
const healthyAfter = 5;

function answersWell(port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path: "/healthz", agent: false as const, timeout };
    const sent = get(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    sent.on("error", () => resolve(false)).on("timeout", () => sent.destroy());
  });
}
