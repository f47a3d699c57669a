/** What the chance of a lost race depends on. */
export interface Race {
  /** Requests per second that one reused connection is picked for while it is idle. */
  readonly requestsPerConnection: number;
  /** When the backend really closes an idle connection, in seconds. */
  readonly backendIdleSeconds: number;
  /** Load balancer to backend and back, in seconds. */
  readonly roundTripSeconds: number;
}

/**
 * The share of requests that meet a connection which the backend has closed but whose FIN has not arrived:
 * with Poisson reuse the idle gap must fall within one round trip before the backend's timeout.
 */
export function lostRaceShare(race: Race): number {
  const { requestsPerConnection: rate, backendIdleSeconds: closes, roundTripSeconds } = race;
  const opens = Math.max(0, closes - roundTripSeconds);
  return Math.exp(-rate * opens) - Math.exp(-rate * closes);
}
