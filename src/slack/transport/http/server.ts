import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { dropUnproven, markProven } from "../../../crowded-server.ts";
import { BadConfig } from "../../../run/errors.ts";

/** Answers what is its own, and says whether it was. */
export type OtherRoute = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What the server bears; milliseconds. */
export interface ServerLimits {
  /** A whole request arrives within this time, looked at each `checkMs`. */
  readonly requestMs: number;
  readonly checkMs: number;
  readonly mostConnections: number;
}

export const defaultLimits: ServerLimits = {
  requestMs: 10_000,
  checkMs: 1_000,
  mostConnections: 1_000,
};

/** What `otherRoute` does not answer, `answerer` does. */
export function serverWith(
  answerer: RequestListener,
  bounds: ServerLimits,
  otherRoute: OtherRoute = () => false,
): Server {
  const server = createServer(
    {
      // Longer than whatever stands in front keeps idle connections, which is 60 s as a rule.
      keepAliveTimeout: 75_000,
      headersTimeout: bounds.requestMs,
      requestTimeout: bounds.requestMs,
      // Half a minute unless told, and so long would a slow body live.
      connectionsCheckingInterval: bounds.checkMs,
    },
    (request, response) => {
      response.once("finish", () => {
        if (response.statusCode === 200) markProven(request);
      });
      try {
        if (!otherRoute(request, response)) answerer(request, response);
      } catch {
        // One request must not end the process, whatever is wrong with it.
        rejectRequest(response);
        response.writeHead(400).end();
      }
    },
  );
  dropUnproven(server, bounds.mostConnections);
  // Node's own answer would keep the connection.
  server.on("checkExpectation", (_request, response) => {
    rejectRequest(response);
    response.writeHead(417).end();
  });
  return server;
}

/**
 * Ends the connection with this answer: only who was proven keeps one of those that there are, for others could hold them all. What is
 * left of a body is not read then.
 */
export function rejectRequest(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

export async function listenOn(
  server: Server,
  { port, host }: { readonly port: number; readonly host?: string | undefined },
): Promise<void> {
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new BadConfig(
      `Handrail cannot listen on ${host ?? "any address"}, port ${port}. Set HANDRAIL_PORT to a free one, and HANDRAIL_HOST, if at all, to an address of this machine.`,
      { cause },
    );
  }
}

/** New connections are refused from now on; requests under way are answered. */
export async function closeServer(server: Server, finish: () => Promise<void>): Promise<void> {
  if (!server.listening) return finish();
  const closed = once(server, "close");
  server.close();
  await finish();
  server.closeAllConnections();
  await closed;
}

export function portOf(server: Server): { readonly port?: number } {
  const address = server.address();
  return address === null || typeof address === "string" ? {} : { port: address.port };
}
