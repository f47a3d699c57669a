import { get } from "node:http";
import type { Counts } from "./counts.ts";
import { spread } from "./spread.ts";

/** What health checks are made of. */
export interface HealthOptions {
  readonly port: number;
  readonly intervalMs: number;
  readonly count: (counts: Partial<Counts>) => void;
}

/** Running health checks. */
export interface Health {
  /** What the last check said; healthy before the first. */
  readonly healthy: () => boolean;
  readonly stop: () => void;
}

/**
 * Checks a backend over connections of its own, so that neither requests nor reuse are disturbed or counted. As at an ALB, a check
 * waits 5 s for its answer, and one slow answer changes nothing
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
 */
export function startHealthChecks({ port, intervalMs, count }: HealthOptions): Health {
  let healthy = true;
  let isOut = false;
  let against = 0;
  const check = async () => {
    if (isOut) return;
    isOut = true;
    const answered = await answersWell(port, timeoutMs);
    isOut = false;
    against = answered === healthy ? 0 : against + 1;
    if (against >= changesAfter) [healthy, against] = [answered, 0];
    const [up, down] = healthy ? [1, 0] : [0, 1];
    count({ healthyHosts: spread(up), unhealthyHosts: spread(down) });
  };
  const timer = setInterval(() => void check(), intervalMs);
  void check();
  return { healthy: () => healthy, stop: () => clearInterval(timer) };
}

const timeoutMs = 5_000;
/** Checks in a row that must say otherwise before the target's state changes; an ALB's unhealthy threshold is 2. */
const changesAfter = 2;

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
