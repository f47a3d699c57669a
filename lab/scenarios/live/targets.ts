import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createServer as createTls } from "node:tls";
import { startBackend } from "../../alb/backend.ts";
import { listen } from "../../loopback.ts";

/** A real server behind the practice load balancer. */
export interface LiveTarget {
  /** Where requests go, and where it is asked whether it is well; on 127.0.0.1. */
  readonly port: number;
  readonly checks: number;
  readonly setKeepAlive: (milliseconds: number) => void;
  /** Ends it at once, with whatever is under way. */
  readonly close: () => Promise<void>;
}

/** Starts a target with a keep-alive in milliseconds. */
export type OpenTarget = (keepAliveMs: number) => Promise<LiveTarget>;

/** Node.js servers that answer like this. */
export const nodeTarget =
  (answer: RequestListener): OpenTarget =>
  async (keepAliveMs) => {
    const { port, setKeepAlive, close } = await startBackend({ keepAliveMs, answer });
    return { port, checks: port, setKeepAlive, close };
  };

/**
 * A server whose listen queue is full at times: for a while of each period new connections are refused. It closes every connection
 * after its response, and says so, so that there are new ones; health checks have a port of their own.
 */
export const refusingTarget =
  (answer: RequestListener, everyMs: number, lastingMs: number): OpenTarget =>
  async () => {
    const http = createHttp((request, response) => {
      response.shouldKeepAlive = false;
      answer(request, response);
    });
    const door = createServer((socket) => void http.emit("connection", socket));
    const port = await listen(door);
    const checks = await startBackend();
    let opening: NodeJS.Timeout | undefined;
    const closing = setInterval(() => {
      door.close();
      opening = setTimeout(() => void listen(door, port), lastingMs);
    }, everyMs);
    const close = async () => {
      clearInterval(closing);
      clearTimeout(opening);
      http.closeAllConnections();
      if (door.listening) door.close();
      await checks.close();
    };
    return { port, checks: checks.port, setKeepAlive: () => {}, close };
  };

/**
 * A server of several workers that speak TLS, of which every so many connections meet one with a cipher that the load balancer does
 * not offer. The ciphers need no certificate, and a load balancer checks none of its targets. Health checks have a port of their own.
 */
export const tlsTarget =
  (answer: RequestListener, everyNth: number): OpenTarget =>
  async (keepAliveMs) => {
    const http = createHttp(answer);
    http.keepAliveTimeout = keepAliveMs;
    const [old, renewed] = [usual, unknown].map((ciphers) =>
      createTls({ ...policy, ciphers }, (socket) => void http.emit("connection", socket)).on(
        "tlsClientError",
        () => {},
      ),
    );
    const sockets = new Set<Socket>();
    let count = 0;
    const door = createServer((socket) => {
      sockets.add(socket.on("error", () => {}).once("close", () => sockets.delete(socket)));
      count += 1;
      (count % everyNth === 0 ? renewed : old)?.emit("connection", socket);
    });
    const port = await listen(door);
    const checks = await startBackend();
    const close = async () => {
      door.close();
      for (const socket of sockets) socket.destroy();
      await checks.close();
    };
    return { port, checks: checks.port, setKeepAlive: () => {}, close };
  };

/** What the load balancer speaks to such targets. */
export const secure = (link: Duplex): Duplex =>
  connect({ ...policy, socket: link, ciphers: usual, rejectUnauthorized: false });

const policy = { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const;
const usual = "AECDH-AES128-SHA:@SECLEVEL=0";
const unknown = "AECDH-AES256-SHA:@SECLEVEL=0";
