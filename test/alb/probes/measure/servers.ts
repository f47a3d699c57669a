import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createRawServer, type Server as RawServer, type Socket } from "node:net";
import type { SocketTarget } from "../../../../src/alb/probes/measure/open-socket.ts";

const closing: (() => Promise<unknown>)[] = [];

/** Each test file says so in its own `afterAll`: a hook that stands here would run after the first file alone. */
export const closeServers = () => Promise.all(closing.splice(0).map((close) => close()));

/** What is closed with the servers. */
export const closeAfterwards = (close: () => Promise<unknown>): void => void closing.push(close);

/** A real Node server that closes idle connections after so many milliseconds; 0 is never. */
export async function nodeServer(
  keepAliveMs: number,
  options: ServerOptions = {},
  answer: RequestListener = (_, response) => response.end("hello"),
): Promise<SocketTarget> {
  const server = createServer({ keepAliveTimeoutBuffer: 0, ...options }, answer);
  server.keepAliveTimeout = keepAliveMs;
  return whereOf(await listening(server));
}

/** A server that does what is said with each connection, and with each request on it. */
export async function rawServer(
  onRequest: (socket: Socket, nth: number) => void,
  onConnection: (socket: Socket) => void = () => {},
): Promise<SocketTarget> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    let requests = 0;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.on("data", () => {
      requests += 1;
      onRequest(socket, requests);
    });
    onConnection(socket);
  });
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
  });
  return whereOf(await listening(server));
}

/** A response without a body. */
export const answered = (...fields: readonly string[]) =>
  ["HTTP/1.1 200 OK", "Content-Length: 0", ...fields, "", ""].join("\r\n");

/** A port where nothing listens any more. */
export async function closedPort(): Promise<SocketTarget> {
  const server = createRawServer();
  const where = whereOf(await listening(server));
  await new Promise((done) => server.close(done));
  return where;
}

/** Lets a server listen on a free port until the tests of the file are over. */
export async function listening<S extends Server | RawServer>(server: S): Promise<S> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closing.push(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return server;
}

export function whereOf(server: Server | RawServer): SocketTarget {
  const at = server.address();
  const port = at !== null && typeof at === "object" ? at.port : 0;
  return { address: "127.0.0.1", port, tls: false, host: "shop", path: "/", method: "HEAD" };
}
