import type { CountsSource } from "./counts.ts";
import { drawPast, type Past } from "./past.ts";
import { quiet } from "./scenes.ts";
import { spread } from "./spread.ts";

/** A little traffic without failures, as at load balancers that have nothing to do with an incident. */
export const calmTraffic = (when: Omit<Past, "usual" | "scene">): CountsSource =>
  drawPast({
    ...when,
    usual: {
      requestsPerSecond: 4,
      newConnectionsPerSecond: 0.5,
      openConnections: 20,
      responseSeconds: spread(0.018, 0.024, 0.03, 0.07),
      hosts: 1,
    },
    scene: quiet(),
  });
