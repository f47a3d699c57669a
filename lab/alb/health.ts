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

/** Checks a backend over connections of its own, so that neither requests nor reuse are disturbed or counted. */
export function startHealthChecks({ port, intervalMs, count }: HealthOptions): Health {
  let healthy = true;
  const check = async () => {
    healthy = await answersWell(port, intervalMs);
    const [up, down] = healthy ? [1, 0] : [0, 1];
    count({ healthyHosts: spread(up), unhealthyHosts: spread(down) });
  };
  const timer = setInterval(() => void check(), intervalMs);
  void check();
  return { healthy: () => healthy, stop: () => clearInterval(timer) };
}

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
