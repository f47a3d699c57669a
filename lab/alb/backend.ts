import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { listen, shut } from "../loopback.ts";

/** How a backend starts; the defaults are those of Node 24. */
interface BackendOptions {
  /** Nominal keep-alive in milliseconds. */
  readonly keepAliveMs?: number;
  /** What Node silently adds to it, in milliseconds (`keepAliveTimeoutBuffer`). */
  readonly bufferMs?: number;
  readonly answer?: RequestListener;
}

/** A running Node HTTP server behind the load balancer. */
export interface Backend {
  readonly port: number;
  /** The configured keep-alive in milliseconds. */
  readonly keepAliveMs: () => number;
  /** When an idle connection is really closed, in milliseconds. */
  readonly closesAfterMs: () => number;
  /** Changes the keep-alive, also of connections idle now, as a rollout of new processes would. */
  readonly setKeepAlive: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

/** Starts a real Node HTTP server on a free loopback port; it closes idle connections just as production does. */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const server = createServer(options.answer ?? answerShortly);
  server.keepAliveTimeout = options.keepAliveMs ?? 5_000;
  server.keepAliveTimeoutBuffer = options.bufferMs ?? 1_000;
  const idle = trackIdle(server);
  const port = await listen(server);
  const closesAfterMs = () => server.keepAliveTimeout + server.keepAliveTimeoutBuffer;
  return {
    port,
    keepAliveMs: () => server.keepAliveTimeout,
    closesAfterMs,
    setKeepAlive: (milliseconds) => {
      server.keepAliveTimeout = milliseconds;
      for (const socket of idle) socket.setTimeout(closesAfterMs());
    },
    close: () => shut(server),
  };
}

/** The connections that have answered and now wait for their next request. */
function trackIdle(server: Server): ReadonlySet<Socket> {
  const idle = new Set<Socket>();
  server.on("connection", (socket) => socket.once("close", () => idle.delete(socket)));
  server.on("request", ({ socket }, response) => {
    idle.delete(socket);
    response.once("finish", () => socket.destroyed || idle.add(socket));
  });
  return idle;
}

const answerShortly: RequestListener = (request, response) => {
  request.resume().once("end", () => {
    const page = `${request.method} ${request.url} answered\n`;
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    // Without it Node's parser takes the response to a HEAD for one that ends with the connection.
    response.setHeader("Content-Length", Buffer.byteLength(page));
    response.end(page);
  });
};

/** Several backends that are rolled out together. */
export interface Backends extends Omit<Backend, "port"> {
  readonly ports: readonly [number, ...number[]];
}

/** Starts so many backends, at least one, with the same options. */
export async function startBackends(count: number, options: BackendOptions): Promise<Backends> {
  const first = await startBackend(options);
  const others = await Promise.all(Array.from({ length: count - 1 }, () => startBackend(options)));
  const all = [first, ...others];
  return {
    ports: [first.port, ...others.map(({ port }) => port)],
    keepAliveMs: first.keepAliveMs,
    closesAfterMs: first.closesAfterMs,
    setKeepAlive: (milliseconds) => {
      for (const backend of all) backend.setKeepAlive(milliseconds);
    },
    close: async () => {
      await Promise.all(all.map((backend) => backend.close()));
    },
  };
}
