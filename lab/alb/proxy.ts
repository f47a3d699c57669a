import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { answerItself, counted } from "./answers.ts";
import type { BalancerCounts } from "./counts.ts";
import { type ExchangeEnding, exchange } from "./exchange.ts";
import { startFrontend } from "./frontend.ts";
import { openLink } from "./link.ts";
import { createNodes, type RequestRoute } from "./nodes.ts";
import type { Random } from "./random.ts";

export interface LoadBalancerOptions {
  /** The targets' ports on 127.0.0.1; a function where they come and go. */
  readonly backendPort: number | readonly number[] | (() => readonly number[]);
  /** What is spoken over a connection to a target; HTTP in the clear when absent. */
  readonly secure?: (connection: Duplex) => Duplex;
  /** How many backend connections take turns. */
  readonly slots: number;
  /** Delay of the link to the backend, each way, in whole milliseconds. */
  readonly delayMs: number;
  /** Idle timeout of client and backend connections, in milliseconds. */
  readonly idleMs: number;
  readonly random: Random;
  /** Where its nodes are; requests reach them in turn. */
  readonly zones: readonly [string, ...string[]];
  /** Nodes in each zone; one unless told. */
  readonly nodesPerZone?: number;
  readonly count: (zone: string, counts: Partial<BalancerCounts>) => void;
  /** Told how each request ended, how long its connection had been idle, in milliseconds, if it was reused, and the rest. */
  readonly ended?: (ending: ExchangeEnding, gapMs: number | undefined, handled: Handled) => void;
}

/** What the load balancer knows of a request that has ended. Times are milliseconds since 1970, with fractions. */
export interface Handled extends Pick<RequestRoute, "node"> {
  /** "127.0.0.1:3000"; null where there was none. */
  readonly target: string | null;
  /** "127.0.0.1:41234". */
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly agent: string | undefined;
  readonly arrivedAt: number;
  readonly sentAt: number;
  readonly endedAt: number;
}

export interface LoadBalancer {
  readonly port: number;
  readonly idleMs: () => number;
  /** Changes the idle timeout, also for connections idle now. */
  readonly setIdle: (milliseconds: number) => void;
  /** How many connections stand open, of clients and to the backend. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Starts an HTTP/1.1 load balancer on a free loopback port that behaves as an Application Load Balancer does where it
 * matters here: it uses idle backend connections again, never retries, and answers 502 when the backend closed first.
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<LoadBalancer> {
  let idleMs = options.idleMs;
  const nextZone = takeTurns(options.zones);
  const connected = (zone: string) => options.count(zone, { newConnections: 1 });
  const nodes = createNodes({
    ...options,
    perZone: options.nodesPerZone ?? 1,
    targets: targetsOf(options),
    open: (zone, port) => {
      connected(zone);
      const link = openLink({ port, delayMs: options.delayMs });
      return options.secure?.(link) ?? link;
    },
  });
  const serve = afterCatchUp(options, (request) => handle(options, request, nodes.next(), idleMs));
  const frontend = await startFrontend({ serve, idleMs, connected: () => connected(nextZone()) });
  const setIdle = (milliseconds: number) => {
    idleMs = milliseconds;
    for (const side of [nodes, frontend]) side.setIdle(milliseconds);
  };
  return {
    port: frontend.port,
    idleMs: () => idleMs,
    setIdle,
    connections: () => nodes.open() + frontend.open(),
    close: () => frontend.close().then(nodes.close),
  };
}

/** A client's request, and when it came. */
interface Asked {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly arrivedAt: number;
}

async function handle(
  { count, ended }: LoadBalancerOptions,
  { incoming, outgoing, arrivedAt }: Asked,
  place: RequestRoute | Pick<RequestRoute, "zone" | "node">,
  silenceMs: number,
): Promise<void> {
  const { method = "", url = "", socket } = incoming;
  const client = `${socket.remoteAddress}:${socket.remotePort}`;
  const sentAt = now();
  const { ending, gapMs } = await send({ incoming, outgoing }, place, silenceMs);
  count(place.zone, counted(ending));
  const agent = incoming.headers["user-agent"];
  const where = { node: place.node, target: "target" in place ? place.target : null };
  ended?.(ending, gapMs, {
    ...{ ...where, client, method, url, agent },
    ...{ arrivedAt, sentAt, endedAt: now() },
  });
  answerItself(outgoing, ending);
}

async function send(
  request: Pick<Asked, "incoming" | "outgoing">,
  place: RequestRoute | Pick<RequestRoute, "zone" | "node">,
  silenceMs: number,
): Promise<{ readonly ending: ExchangeEnding; readonly gapMs: number | undefined }> {
  if (!("pool" in place)) return { ending: { kind: "no-target" }, gapMs: undefined };
  const { connection, gapMs, release } = place.pool.lease();
  const ending = await exchange({ ...request, connection, silenceMs });
  release(ending.kind === "answered");
  return { ending, gapMs };
}

function targetsOf({ backendPort }: LoadBalancerOptions): () => readonly number[] {
  if (typeof backendPort === "function") return backendPort;
  const ports = [backendPort].flat();
  return () => ports;
}

/** To the microsecond, as load balancers log. */
const now = () => performance.timeOrigin + performance.now();

/**
 * Serves requests a good round trip after they came. When a busy machine holds up this process, closes of the backend
 * become overdue together with requests; without this wait the requests would be served before the closes are seen,
 * as if the link had become as slow as the hold-up was long.
 */
function afterCatchUp({ delayMs }: LoadBalancerOptions, serve: (asked: Asked) => Promise<void>) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const arrivedAt = now();
    await pause(2 * delayMs + 2);
    if (!outgoing.destroyed) await serve({ incoming, outgoing, arrivedAt });
  };
}

function takeTurns<Item>(items: readonly [Item, ...Item[]]): () => Item {
  let turn = 0;
  return () => items[turn++ % items.length] ?? items[0];
}
