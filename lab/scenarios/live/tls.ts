import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createServer as createTls } from "node:tls";
import { startBackend } from "../../alb/backend.ts";
import type { OpenTarget } from "./target.ts";

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
    await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
    const checks = await startBackend();
    const close = async () => {
      door.close();
      for (const socket of sockets) socket.destroy();
      await checks.close();
    };
    const { port } = door.address() as AddressInfo;
    return { port, checks: checks.port, setKeepAlive: () => {}, close };
  };

/** What the load balancer speaks to such targets. */
export const secure = (link: Duplex): Duplex =>
  connect({ ...policy, socket: link, ciphers: usual, rejectUnauthorized: false });

const policy = { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const;
const usual = "AECDH-AES128-SHA:@SECLEVEL=0";
const unknown = "AECDH-AES256-SHA:@SECLEVEL=0";
