/** How an incident is set up; every part has a default that suits the demo on two cores. */
export interface IncidentOptions {
  readonly requestsPerSecond?: number;
  readonly targets?: number;
  readonly nodesPerZone?: number;
  /** How many backend connections take turns. */
  readonly slots?: number;
  /** Delay between load balancer and backend, each way. */
  readonly delayMs?: number;
  /** The backend's nominal keep-alive; Node adds a second. */
  readonly keepAliveMs?: number;
  readonly idleSeconds?: number;
  /** The shortest metric period; AWS has 60 seconds. */
  readonly periodSeconds?: number;
  /** How long a count takes to become a metric; at AWS about 180 seconds. */
  readonly settleSeconds?: number;
  /** Traffic until connections have come into use, then traffic that is measured. */
  readonly fillSeconds?: number;
  readonly measureSeconds?: number;
  readonly historyHours?: number;
  /** How long ago the failures began. */
  readonly beganHoursAgo?: number;
  /** For how long before the practice there are access logs, at least. */
  readonly loggedMinutes?: number;
  /** How much time a file of real access logs holds; AWS has 300 seconds. */
  readonly logSeconds?: number;
  readonly seed?: number;
  /** Told what is being done, in a sentence. */
  readonly progress?: (sentence: string) => void;
}

/** The options with every default filled in. */
export type IncidentSettings = Required<IncidentOptions>;

export const REGION = "eu-central-1";
export const ZONES = ["eu-central-1a", "eu-central-1b"] as const;

export const DEFAULTS = {
  requestsPerSecond: 300,
  targets: 6,
  nodesPerZone: 2,
  slots: 1_200,
  delayMs: 5,
  keepAliveMs: 5_000,
  idleSeconds: 60,
  periodSeconds: 5,
  settleSeconds: 2,
  fillSeconds: 8,
  measureSeconds: 10,
  historyHours: 3,
  beganHoursAgo: 2,
  loggedMinutes: 6,
  logSeconds: 10,
  seed: 502,
  progress: () => {},
} satisfies IncidentSettings;
