import type { HeldKind } from "./connection-outcome.ts";

export interface SocketPlan {
  readonly kind: HeldKind;
  /** Later than the first by so much. */
  readonly startAfterSeconds: number;
  /** How many requests are sent before the wait. */
  readonly requests: number;
  /** When its wait is over at the latest; for "reused" when the second request is sent. */
  readonly holdSeconds: number;
}

/** What a measurement is to find out. Seconds throughout. */
export interface MeasureSettings {
  /** How long the client, as a rule the load balancer, keeps an idle connection. */
  readonly idleTimeoutSeconds: number;
  /** By how much the server should outlive it. */
  readonly marginSeconds: number;
  /** The longest wait. */
  readonly maxSeconds: number;
  /** Connections that are held after one request. */
  readonly connections: number;
  /** Requests on the connection that gets several; no such connection below 2. */
  readonly requests: number;
  /** Over how long the starts are spread, so that a coarse timer meets them at different phases. */
  readonly spreadSeconds: number;
}

/**
 * The connections of a measurement, all at once, because each answer takes as long as the timer itself: some that wait after one
 * request, one after several, one that never asks, and one that is used again at the age at which the order is proven.
 */
export function socketsFor(settings: MeasureSettings): readonly SocketPlan[] {
  const { connections, requests, maxSeconds, spreadSeconds } = settings;
  const hold = { startAfterSeconds: 0, holdSeconds: maxSeconds };
  const asked = Array.from({ length: connections }, (_, index) => ({
    kind: "asked" as const,
    startAfterSeconds: (index / connections) * spreadSeconds,
    requests: 1,
    holdSeconds: maxSeconds,
  }));
  const proof = proofAge(settings);
  return [
    ...asked,
    ...(requests < 2 ? [] : [{ kind: "repeated" as const, requests, ...hold }]),
    { kind: "silent" as const, requests: 0, ...hold },
    ...(proof > maxSeconds
      ? []
      : [{ kind: "reused" as const, startAfterSeconds: 0, requests: 1, holdSeconds: proof }]),
  ];
}

/** The connections that prove the order of a link now: each is used again when its client would have given it up for good. */
export function socketsToProve(settings: MeasureSettings): readonly SocketPlan[] {
  const { connections, spreadSeconds } = settings;
  return Array.from({ length: connections }, (_, index) => ({
    kind: "reused",
    startAfterSeconds: (index / connections) * spreadSeconds,
    requests: 1,
    holdSeconds: proofAge(settings),
  }));
}

/** The age at which a second request proves that the server outlives its client with the margin. */
export const proofAge = ({
  idleTimeoutSeconds,
  marginSeconds,
}: Pick<MeasureSettings, "idleTimeoutSeconds" | "marginSeconds">): number =>
  idleTimeoutSeconds + marginSeconds;

/** The longest that a measurement with these connections takes, from the first start to the last end. */
export const longestMeasurement = (plans: readonly SocketPlan[]): number =>
  Math.max(0, ...plans.map((plan) => plan.startAfterSeconds + plan.holdSeconds));
