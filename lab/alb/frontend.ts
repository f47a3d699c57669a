import { createServer, type RequestListener } from "node:http";
import { listen, shut } from "../loopback.ts";

/** The side of a load balancer that clients see. */
export interface Frontend {
  readonly port: number;
  readonly setIdle: (milliseconds: number) => void;
  /** How many client connections stand open. */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

export interface FrontendOptions {
  readonly serve: RequestListener;
  readonly idleMs: number;
  readonly connected: () => void;
}

/** Listens for clients on a free loopback port. */
export async function startFrontend({ serve, idleMs, connected }: FrontendOptions) {
  const server = createServer(serve);
  let open = 0;
  server.keepAliveTimeout = idleMs;
  server.keepAliveTimeoutBuffer = 0;
  server.on("connection", (socket) => {
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
    connected();
  });
  const port = await listen(server);
  return {
    port,
    setIdle: (milliseconds) => {
      server.keepAliveTimeout = milliseconds;
    },
    open: () => open,
    close: () => shut(server),
  } satisfies Frontend;
}
