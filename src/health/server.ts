import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { dropUnproven } from "../crowded-server.ts";
import { BadConfig } from "../run/errors.ts";
import type { HealthReport } from "./check.ts";

/** Answers /healthz and /metrics on a port of its own. */
export interface HealthServer {
  /** Where it listens; differs from what was asked for when that was 0. */
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Rejects with BadConfig when the port is taken, or `host` is no address of this machine. */
export async function serveHealth(
  { port, host }: { readonly port: number; readonly host: string },
  parts: {
    readonly report: () => Promise<HealthReport>;
    readonly metrics: (report: HealthReport) => string;
  },
): Promise<HealthServer> {
  const server = createServer(limits, answerer(parts));
  // Whoever can reach it may look at it: nobody is proven, and the newest is answered.
  dropUnproven(server, 100);
  server.listen({ port, host });
  try {
    await once(server, "listening");
  } catch (cause) {
    const says = `Handrail cannot listen on ${host}, port ${port}. Set HANDRAIL_HEALTH_PORT to a free one, and HANDRAIL_HEALTH_HOST to an address of this machine.`;
    throw new BadConfig(says, { cause });
  }
  return { port: portOf(server, port), stop: () => stop(server) };
}

const limits = {
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;

const answerer =
  ({ report, metrics }: Parameters<typeof serveHealth>[1]): RequestListener =>
  async ({ url = "/" }, response) => {
    const [path] = url.split("?");
    if (path === "/healthz") {
      const seen = await report();
      response.writeHead(seen.healthy ? 200 : 503, { "content-type": "application/json" });
      response.end(`${JSON.stringify(seen)}\n`);
    } else if (path === "/metrics") {
      const text = metrics(await report());
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
      response.end(text);
    } else response.writeHead(404).end();
  };

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return address === null || typeof address === "string" ? asked : address.port;
}
