import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A call as it went through, by the process's own clock. */
export interface Call {
  /** What tells the service: the credential's scope, and the path. */
  readonly path: string;
  readonly began: number;
  readonly ended: number;
}

/** A server in front of `endpoint` that makes every call take so many milliseconds longer, and notes each. */
export async function startDistance(endpoint: string, ms: number) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const began = performance.now();
    const path = `${request.headers.authorization?.split(",", 1)[0] ?? ""} ${request.url ?? ""}`;
    response.once("finish", () => calls.push({ path, began, ended: performance.now() }));
    pause(ms)
      .then(() => passed(endpoint, request, response))
      .catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${port}`, calls, close };
}

async function passed(endpoint: string, request: IncomingMessage, response: ServerResponse) {
  const { method, headers, url } = request;
  const onward = send(new URL(url ?? "/", endpoint), { method, headers });
  const answered = once(onward, "response");
  request.pipe(onward);
  const [answer] = (await answered) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

/** How many of the calls at most began each after another one had ended. */
export function depthOf(calls: readonly Call[]): number {
  const depths: { readonly ended: number; readonly depth: number }[] = [];
  for (const { began, ended } of calls.toSorted((one, other) => one.began - other.began)) {
    const before = depths.filter((one) => one.ended <= began).map(({ depth }) => depth);
    depths.push({ ended, depth: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
}
