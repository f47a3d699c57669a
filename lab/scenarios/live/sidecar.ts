import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as send,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { startBackend } from "../../alb/backend.ts";
import { openLink } from "../../alb/link.ts";
import { createConnectionPool, type Pool } from "../../alb/pool.ts";
import type { Random } from "../../alb/random.ts";
import { listen, shut } from "../../loopback.ts";
import type { OpenTarget } from "./targets.ts";

/** How a proxy on a target reaches the server behind it. */
export interface SidecarOptions {
  readonly random: Random;
  readonly answer: RequestListener;
  /** Idle connections to the server behind it, and for how many milliseconds they are kept. */
  readonly slots: number;
  readonly keepsMs: number;
  readonly delayMs: number;
}

/**
 * A proxy that keeps connections to a Node.js server, as nginx does: a request that finds its connection closed is sent again where
 * that is safe (GET, HEAD), and becomes the proxy's own 502 where it is not. Both run here; the keep-alive is that of the server.
 */
export const sidecarTarget =
  (options: SidecarOptions): OpenTarget =>
  async (keepAliveMs) => {
    const server = await startBackend({ keepAliveMs, answer: options.answer });
    const { slots, keepsMs, random, delayMs } = options;
    const open = () => openLink({ port: server.port, delayMs });
    const pool = createConnectionPool({ slots, idleMs: keepsMs, random, open });
    const proxy = createServer((incoming, outgoing) => void pass(pool, incoming, outgoing));
    proxy.keepAliveTimeout = 75_000;
    const port = await listen(proxy);
    const close = async () => {
      pool.close();
      await Promise.all([shut(proxy), server.close()]);
    };
    return { port, checks: server.port, setKeepAlive: server.setKeepAlive, close };
  };

async function pass(pool: Pool, incoming: IncomingMessage, outgoing: ServerResponse) {
  const body = await buffer(incoming);
  const isSafe = incoming.method === "GET" || incoming.method === "HEAD";
  for (let tries = isSafe ? 3 : 1; tries > 0; tries -= 1) {
    const answer = await exchange(pool, incoming, body).catch(() => undefined);
    if (answer) return void outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }
  outgoing.writeHead(502, { Server: "nginx", "Content-Length": 0 }).end();
}

interface Answer {
  readonly status: number;
  readonly headers: { readonly "Content-Length": number };
  readonly body: Buffer | string;
}

/** One try over a kept connection; rejects when that is lost. */
function exchange(pool: Pool, { method, url }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { connection, release } = pool.lease();
  return new Promise<Answer>((resolve, reject) => {
    const length = body.length > 0 ? { "Content-Length": body.length } : {};
    const headers = { Host: "app", Connection: "keep-alive", ...length };
    const sent = send({ createConnection: () => connection, method, path: url, headers });
    sent.once("response", async (response) => {
      const read = await buffer(response).catch(reject);
      if (!read) return;
      const { statusCode: status = 502, headers: told } = response;
      const size = Number(told["content-length"] ?? read.length);
      resolve({ status, headers: { "Content-Length": size }, body: method === "HEAD" ? "" : read });
    });
    sent.once("error", reject);
    sent.end(body);
  }).then(
    (answer) => {
      release(true);
      return answer;
    },
    (error: unknown) => {
      release(false);
      throw error;
    },
  );
}
