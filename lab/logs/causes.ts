import type { Random } from "../alb/random.ts";
import type { FailureCount } from "./line.ts";

/** A request on its way to a target, before anything befell it. */
export interface Arrival {
  readonly created: number;
  readonly target: string;
  readonly method: string;
  readonly path: string;
  /** How long the application takes for it, in seconds. */
  readonly serviceSeconds: number;
}

/** What the load balancer logs of a failure: the three times, and the target's own status where it gave one. */
export interface LoggedFailure {
  readonly times: readonly [request: number, target: number, response: number];
  readonly targetStatus: number | null;
  readonly errorReason?: string;
  /** Lambda failures name no target. */
  readonly withoutTarget?: true;
  /** What the client got; 502 when absent. */
  readonly status?: number;
  /** How long the target said nothing before the load balancer or the client gave up. */
  readonly silentSeconds?: number;
  /** The metric in which it counts besides its status. */
  readonly counts?: FailureCount;
}

/** Something that makes requests fail, with 502 unless it says otherwise; undefined lets the request pass. */
export type FailureCause = (arrival: Arrival, random: Random) => LoggedFailure | undefined;

/** The application itself answers 502, for this share of requests. */
export const app502 =
  (share: number): FailureCause =>
  ({ serviceSeconds }, random) =>
    hit(share, random) && { times: [0.001, serviceSeconds, 0], targetStatus: 502 };

/** A path whose response the load balancer refuses: malformed, or headers over 32 K. */
export const badHeaders =
  (path: string, share = 1): FailureCause =>
  (arrival, random) =>
    hit(arrival.path === path ? share : 0, random) && {
      times: [0.001, arrival.serviceSeconds, -1],
      targetStatus: null,
    };

/** A worker that is killed after a time, as gunicorn does, for this share of requests. */
export const workerTimeout =
  (share: number, afterSeconds: number): FailureCause =>
  (_, random) =>
    hit(share, random) && {
      times: [0.001, afterSeconds + 0.02 * random.uniform(), -1],
      targetStatus: null,
    };

/** A process that dies at once on this share of requests: in the log nothing but the gaps differ from the race. */
export const suddenDeath =
  (share: number): FailureCause =>
  (_, random) =>
    hit(share, random) && { times: [0.001, 0.002 * random.uniform(), -1], targetStatus: null };

/** The TLS handshake with the target fails, for this share of requests. */
export const tlsFailure =
  (share: number): FailureCause =>
  (_, random) =>
    hit(share, random) && { times: [-1, -1, -1], targetStatus: null, counts: "targetTlsErrors" };

/** A target that restarts: what is under way is cut off, and connections are refused until it listens again. */
export const restart =
  (at: number, downSeconds: number, target: string): FailureCause =>
  (arrival) => {
    if (arrival.target !== target) return undefined;
    const { created, serviceSeconds } = arrival;
    if (created < at && created + serviceSeconds > at) {
      return { times: [0.001, at - created, -1], targetStatus: null };
    }
    return created >= at && created < at + downSeconds ? unopened : undefined;
  };

/** A target that refuses this share of new connections, or cannot be reached. */
export const refused =
  (share: number): FailureCause =>
  (_, random) =>
    hit(share, random) && unopened;

const unopened: LoggedFailure = {
  times: [-1, -1, -1],
  targetStatus: null,
  counts: "targetConnectionErrors",
};

/** A Lambda function that fails, for this share of requests; by its own fault unless told otherwise. */
export const lambdaFailure =
  (
    share: number,
    errorReason = "LambdaUnhandled",
    counts: FailureCount = "lambdaUserErrors",
  ): FailureCause =>
  (_, random) =>
    hit(share, random) && {
      times: [0.001, 0.004, 0.001],
      targetStatus: null,
      errorReason,
      withoutTarget: true,
      counts,
    };

/** A proxy that reloads on the whole: what reaches it meanwhile over a kept connection finds it closed. */
export const reload =
  (everySeconds: number, lastingSeconds: number): FailureCause =>
  ({ created }, random) =>
    created % everySeconds < lastingSeconds
      ? { times: [0.001, 0.001 * random.index(2), -1], targetStatus: null }
      : undefined;

/** True or undefined, so that a cause is one expression. */
const hit = (share: number, random: Random): true | undefined =>
  (share > 0 && random.uniform() < share) || undefined;

/** A target that says nothing to this share of requests until the load balancer's idle timeout is over: 504. */
export const silentTarget =
  (share: number, idleSeconds: () => number): FailureCause =>
  (_, random) =>
    hit(share, random) && {
      times: [0.001, -1, -1],
      targetStatus: null,
      status: 504,
      silentSeconds: idleSeconds(),
    };

/** A client that gives up on this share of requests before the target has answered: 460. */
export const givesUp =
  (share: number, afterSeconds: number): FailureCause =>
  (_, random) =>
    hit(share, random) && {
      times: [-1, -1, -1],
      targetStatus: null,
      status: 460,
      silentSeconds: afterSeconds,
    };

/** The application answers this share of requests with an error of its own that is no 502. */
export const appError =
  (share: number, status = 500): FailureCause =>
  ({ serviceSeconds }, random) =>
    hit(share, random) && { times: [0.001, serviceSeconds, 0], targetStatus: status, status };

/** A proxy on the target loses the race to the server behind it: GET is sent again and succeeds, POST becomes the proxy's 502. */
export const innerRace =
  (share: () => number): FailureCause =>
  ({ method }, random) =>
    hit(method === "POST" ? share() : 0, random) && { times: [0.001, 0.002, 0], targetStatus: 502 };
