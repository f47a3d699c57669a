import { lostRaceShare } from "../../lab/alb/model.ts";
import type { Random } from "../../lab/alb/random.ts";
import type { Period } from "../../src/alb/counts/period.ts";

/** One incident, drawn by chance: a backend, its connections, and how much comes over each. */
export interface Incident {
  /** Seconds after which the backend closes an idle connection, and the round trip to it. */
  readonly closes: number;
  readonly roundTrip: number;
  /** Requests a second on each connection. */
  readonly perConnection: number;
  readonly connections: number;
}

/** What is peculiar about an incident; minutes count from the change, those before it are negative. */
export interface Peculiar {
  /** How many times the traffic of before; 1 when absent. */
  readonly load?: (minute: number) => number;
  /** How many times the race's rate, beside that of the load; 1 when absent. */
  readonly rate?: (minute: number) => number;
  /** 502s that are not of the race. */
  readonly others?: (minute: number) => number;
  /** Whether targets came or went. */
  readonly moved?: (minute: number) => boolean;
}

export function drawIncident(random: Random): Incident {
  const closes = 1 + 9 * random.uniform();
  return {
    closes,
    roundTrip: 0.0005 + 0.003 * random.uniform(),
    // Around the worst load of all, one request for each idle timeout, and up to three times that.
    perConnection: (0.3 + 2.7 * random.uniform()) / closes,
    connections: 20 + random.index(200),
  };
}

/** The minutes from `from` to `to` as CloudWatch counts them, with traffic that swings by a tenth either way. */
export function drawMinutes(
  incident: Incident,
  { load, rate, others, moved }: Peculiar,
  { from, to }: { readonly from: number; readonly to: number },
  random: Random,
): readonly Period[] {
  return Array.from({ length: to - from }, (_, index) => {
    const minute = from + index;
    const perConnection =
      incident.perConnection * (load?.(minute) ?? 1) * (0.9 + 0.2 * random.uniform());
    const requests = random.poisson(perConnection * incident.connections * 60);
    const share = shareOf(incident, perConnection) * (rate?.(minute) ?? 1);
    const failures502 = random.poisson(requests * share) + (others?.(minute) ?? 0);
    return {
      ...calm,
      at: minute * 60_000,
      requests,
      failures502: Math.min(requests, failures502),
      moved: moved?.(minute) ?? false,
    };
  });
}

const shareOf = ({ closes, roundTrip }: Incident, requestsPerConnection: number): number =>
  lostRaceShare({
    requestsPerConnection,
    backendIdleSeconds: closes,
    roundTripSeconds: roundTrip,
  });

const calm: Omit<Period, "at" | "requests" | "failures502" | "moved"> = {
  failures503: 0,
  failures504: 0,
  elb5xx: 0,
  elb4xx: 0,
  target5xx: 0,
  connectionErrors: 0,
  tlsErrors: 0,
  p50: 0.02,
  p99: 0.2,
  newConnections: 50,
  activeConnections: 20,
  rejectedConnections: 0,
  lambdaUserErrors: 0,
  lambdaInternalErrors: 0,
  failOpen: 0,
  healthy: 4,
  unhealthy: 0,
};
