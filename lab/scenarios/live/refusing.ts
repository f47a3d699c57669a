import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { startBackend } from "../../alb/backend.ts";
import type { OpenTarget } from "./target.ts";

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
    const listen = (port: number) =>
      new Promise<void>((listening) => door.listen(port, "127.0.0.1", listening));
    await listen(0);
    const { port } = door.address() as AddressInfo;
    const checks = await startBackend();
    let opening: NodeJS.Timeout | undefined;
    const closing = setInterval(() => {
      door.close();
      opening = setTimeout(() => void listen(port), lastingMs);
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
