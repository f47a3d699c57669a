import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Clock, Log } from "../../../engine/ports.ts";
import { BadConfig } from "../../../run/errors.ts";
import { createIntake, type Deadlines, type OnTaken } from "../intake.ts";
import type { Transport } from "../transport.ts";
import { createAnswerer } from "./answer.ts";
import { createVerifier } from "./signature.ts";

/** Requests over HTTP at /slack/events, signed by Slack; TLS is ended in front of it. */
export function createHttpTransport(parts: {
  /** 0 takes any free one. */
  readonly port: number;
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadlines?: Deadlines | undefined;
  readonly onTaken?: OnTaken | undefined;
}): Transport {
  const { port, signingSecret, clock, log } = parts;
  const intake = createIntake(parts);
  const verifier = createVerifier(signingSecret, clock);
  let lastRequestAt: number | undefined;
  const take: typeof intake.take = (envelope) => {
    lastRequestAt = clock();
    return intake.take(envelope);
  };
  const onRefused = () => parts.onTaken?.("http", "refused", 0);
  const server = createServer(createAnswerer({ ...verifier, take, onRefused, log }));
  outliveTheLoadBalancer(server);
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  return {
    receiver: {
      init: intake.init,
      start: () => listen(server, port),
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

/** A server that closes idle connections before the load balancer in front of it does is what Handrail finds in others. */
function outliveTheLoadBalancer(server: Server): void {
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new BadConfig(
      `Handrail cannot listen for Slack on port ${port}. Set HANDRAIL_PORT to a free one.`,
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
