import type { Config } from "./config/config.ts";
import type { Log } from "./engine/ports.ts";
import { gaugesOf, type HealthReport } from "./health/check.ts";
import type { Meters } from "./health/meters.ts";
import { serveHealth } from "./health/server.ts";

/** Answers /healthz and /metrics where the configuration says so. Rejects with BadConfig when it cannot listen there. */
export async function openHealth(
  { healthPort, healthHost }: Pick<Config, "healthPort" | "healthHost">,
  parts: {
    readonly report: () => Promise<HealthReport>;
    readonly meters: Meters;
    readonly log: Log;
  },
) {
  if (healthPort === undefined) return undefined;
  const { report, meters, log } = parts;
  const metrics = (seen: HealthReport) => meters.text(gaugesOf(seen));
  const health = await serveHealth({ port: healthPort, host: healthHost }, { report, metrics });
  log.info("Handrail answers /healthz and /metrics", { port: health.port });
  return health;
}
