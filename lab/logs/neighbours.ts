import { type Cause, hit } from "./causes.ts";

/** A target that says nothing to this share of requests until the load balancer's idle timeout is over: 504. */
export const silent =
  (share: number, idleSeconds: () => number): Cause =>
  (_, random) =>
    hit(share, random) && {
      times: [0.001, -1, -1],
      targetStatus: null,
      status: 504,
      silentSeconds: idleSeconds(),
    };

/** A client that gives up on this share of requests before the target has answered: 460. */
export const givesUp =
  (share: number, afterSeconds: number): Cause =>
  (_, random) =>
    hit(share, random) && {
      times: [-1, -1, -1],
      targetStatus: null,
      status: 460,
      silentSeconds: afterSeconds,
    };

/** The application answers this share of requests with an error of its own that is no 502. */
export const appError =
  (share: number, status = 500): Cause =>
  ({ serviceSeconds }, random) =>
    hit(share, random) && { times: [0.001, serviceSeconds, 0], targetStatus: status, status };

/** A proxy on the target loses the race to the server behind it: GET is sent again and succeeds, POST becomes the proxy's 502. */
export const innerRace =
  (share: () => number): Cause =>
  ({ method }, random) =>
    hit(method === "POST" ? share() : 0, random) && { times: [0.001, 0.002, 0], targetStatus: 502 };
