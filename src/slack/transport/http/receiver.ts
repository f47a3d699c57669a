import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { Clock, Log } from "../../../engine/ports.ts";
import { BadConfig } from "../../../run/errors.ts";
import { createIntake, type Deadlines, type OnTaken } from "../intake.ts";
import type { Transport } from "../transport.ts";
import { createAnswerer } from "./answer.ts";
import { createVerifier } from "./signature.ts";
import { createUnverified } from "./unverified.ts";

/** Requests over HTTP at /slack/events, signed by Slack; TLS is ended in front of it. */
export function createHttpTransport(parts: {
  /** 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; every one of the machine when absent. */
  readonly host?: string | undefined;
  readonly signingSecret: string;
  readonly bounds?: Bounds | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadlines?: Deadlines | undefined;
  readonly onTaken?: OnTaken | undefined;
}): Transport {
  const { signingSecret, clock, log } = parts;
  const intake = createIntake(parts);
  const verifier = createVerifier(signingSecret, clock);
  let lastRequestAt: number | undefined;
  const take: typeof intake.take = (envelope) => {
    lastRequestAt = clock();
    return intake.take(envelope);
  };
  const onRefused = () => parts.onTaken?.("http", "refused", 0);
  const unverified = createUnverified();
  const answerer = createAnswerer({ ...verifier, unverified, take, onRefused, log });
  const server = serverWith(answerer, parts.bounds ?? usual);
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  return {
    receiver: {
      init: intake.init,
      start: () => listen(server, parts),
      stop: () => close(server, intake.stop),
    },
    state: () => ({
      kind: "http",
      open: server.listening ? 1 : 0,
      ...(lastRequestAt === undefined ? {} : { lastRequestAt }),
      ...portOf(server),
    }),
    broken: broken.promise,
  };
}

/** What the server bears; milliseconds. */
export interface Bounds {
  /** A whole request arrives within this time, looked at each `checkMs`. */
  readonly requestMs: number;
  readonly checkMs: number;
  readonly mostConnections: number;
}

const usual: Bounds = { requestMs: 10_000, checkMs: 1_000, mostConnections: 1_000 };

function serverWith(answerer: RequestListener, bounds: Bounds): Server {
  const server = createServer(
    {
      // Longer than whatever stands in front keeps idle connections, which is 60 s as a rule.
      keepAliveTimeout: 75_000,
      headersTimeout: bounds.requestMs,
      requestTimeout: bounds.requestMs,
      // Half a minute unless told, and so long would a slow body live.
      connectionsCheckingInterval: bounds.checkMs,
    },
    answerer,
  );
  server.maxConnections = bounds.mostConnections;
  return server;
}

async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host?: string | undefined },
): Promise<void> {
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new BadConfig(
      `Handrail cannot listen for Slack on ${host ?? "any address"}, port ${port}. Set HANDRAIL_PORT to a free one, and HANDRAIL_HOST, if at all, to an address of this machine.`,
      { cause },
    );
  }
}

/** New connections are refused from now on; requests under way are answered. */
async function close(server: Server, finish: () => Promise<void>): Promise<void> {
  if (!server.listening) return finish();
  const closed = once(server, "close");
  server.close();
  await finish();
  server.closeAllConnections();
  await closed;
}

function portOf(server: Server): { readonly port?: number } {
  const address = server.address();
  return address === null || typeof address === "string" ? {} : { port: address.port };
}
