import type { CountsSource } from "../alb/counts.ts";
import { type History, makeHistory } from "../alb/history.ts";
import { lostRaceShare } from "../alb/model.ts";
import { addressesOf } from "../alb/nodes.ts";
import { calmTraffic } from "../alb/scenes.ts";
import type { Site } from "../alb/site.ts";
import { type IncidentSettings, ZONES } from "./settings.ts";

/** The hours before the practice began at `since`, made up from what was measured from then to `to`. */
export function historyBefore(
  settings: IncidentSettings,
  site: Site,
  since: number,
  to: number,
): History {
  return makeHistory({
    ...settings,
    from: since - settings.historyHours * hour,
    since: since - settings.beganHoursAgo * hour,
    to: since,
    binSeconds: settings.periodSeconds,
    zones: ZONES,
    hosts: settings.targets,
    measured: site.ledger.counts(since, to),
    measuredSeconds: (to - since) / 1_000,
    modelShare: modelShare(settings, site),
  });
}

const hour = 3_600_000;

/** The logs of the last minutes before the practice began at `since`, as its history counts them. */
export function loggedPast(
  settings: IncidentSettings,
  site: Site,
  since: number,
  { counts }: History,
) {
  const { periodSeconds, nodesPerZone, slots, delayMs, loggedMinutes, seed } = settings;
  const from = Math.floor(since / interval - loggedMinutes / 5) * interval;
  const step = periodSeconds * 1_000;
  const bins = Array.from({ length: Math.round((since - from) / step) }, (_, place) => {
    const at = from + place * step;
    return Object.fromEntries(
      ZONES.map((zone) => {
        const { requests, elb502 } = counts(at, at + step, zone);
        return [zone, { requests, elb502 }];
      }),
    );
  });
  return {
    bins,
    from: from / 1_000,
    binSeconds: periodSeconds,
    nodes: addressesOf({ zones: ZONES, perZone: nodesPerZone }),
    targets: site.backend.ports.map((port) => `127.0.0.1:${port}`),
    slots,
    idleSeconds: site.backend.closesAfterMs() / 1_000,
    roundTripSeconds: (2 * delayMs) / 1_000,
    seed: seed + 3,
  };
}

/** Milliseconds of a log file. */
const interval = 300_000;

function modelShare({ requestsPerSecond, slots, delayMs }: IncidentSettings, site: Site): number {
  return lostRaceShare({
    requestsPerConnection: requestsPerSecond / slots,
    backendIdleSeconds: site.backend.closesAfterMs() / 1_000,
    roundTripSeconds: (2 * delayMs) / 1_000,
  });
}

/** The traffic of other load balancers, drawn some hours ahead; what has not come yet is not shown yet. */
export const quietTraffic = (
  { historyHours, periodSeconds, seed }: IncidentSettings,
  since: number,
): CountsSource =>
  calmTraffic({
    from: since - historyHours * hour,
    to: since + 12 * hour,
    binSeconds: periodSeconds,
    zones: ZONES,
    seed: seed + 2,
  });
