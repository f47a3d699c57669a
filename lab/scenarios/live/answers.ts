import type { RequestListener, ServerResponse } from "node:http";
import type { Random } from "../../alb/random.ts";

/** Answers 200 after a moment, as the application does on any day; health checks at once. */
export const well =
  (random: Random, serviceSeconds = 0.03): RequestListener =>
  (request, response) => {
    const after = request.url === "/healthz" ? 0 : random.exponential(serviceSeconds) * 1_000;
    request.resume().once("end", () => setTimeout(() => answer(response), after));
  };

/** What a listener does instead of answering well, to this share of requests; never to health checks. */
export const sometimes =
  (share: number, random: Random, does: RequestListener): RequestListener =>
  (request, response) => {
    const isHit = request.url !== "/healthz" && random.uniform() < share;
    (isHit ? does : well(random))(request, response);
  };

/** Only where one path is asked for. */
export const onlyAt =
  (path: string, does: RequestListener, otherwise: RequestListener): RequestListener =>
  (request, response) =>
    (request.url === path ? does : otherwise)(request, response);

/** A worker that is killed over its request after so many milliseconds: the connection is reset. */
export const killed =
  (afterMs: number): RequestListener =>
  ({ socket }) =>
    void setTimeout(() => socket.resetAndDestroy(), afterMs);

/** Two lengths that differ, which no client may accept (RFC 9112, 6.3). */
export const malformed: RequestListener = ({ socket }) =>
  void socket.end("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nbad");

/** More than the 32 K of headers that a load balancer takes. */
export const largeHeaders: RequestListener = (request, response) => {
  request.resume();
  response.setHeader("Set-Cookie", `permissions=${"x".repeat(40_000)}`);
  answer(response);
};

/** The 502 of someone further behind, passed on. */
export const own502: RequestListener = (request, response) => {
  request.resume();
  response.statusCode = 502;
  answer(response);
};

/** Says nothing, ever. */
export const answerNothing: RequestListener = (request) => void request.resume();

function answer(response: ServerResponse): void {
  response.setHeader("Content-Length", 3);
  response.end("ok\n");
}
