import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { answerItself, counted } from "./answers.ts";
import type { Counts } from "./counts.ts";
import { type Ending, exchange } from "./exchange.ts";
import { startFrontend } from "./frontend.ts";
import { openLink } from "./link.ts";
import { createPool } from "./pool.ts";
import type { Random } from "./random.ts";

/** What a load balancer is made of. */
export interface LoadBalancerOptions {
  readonly backendPort: number;
  /** How many backend connections take turns. */
  readonly slots: number;
  /** Delay of the link to the backend, each way, in whole milliseconds. */
  readonly delayMs: number;
  /** Idle timeout of client and backend connections, in milliseconds. */
  readonly idleMs: number;
  readonly random: Random;
  /** One node of the load balancer in each; requests reach them in turn. */
  readonly zones: readonly [string, ...string[]];
  readonly count: (zone: string, counts: Partial<Counts>) => void;
  /** Told how each request ended, and how long its connection had been idle, in milliseconds, if it was reused. */
  readonly ended?: (ending: Ending, gapMs: number | undefined) => void;
}

/** A running load balancer. */
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
  const { count, ended } = options;
  let idleMs = options.idleMs;
  const nextZone = takeTurns(options.zones);
  const connected = () => count(nextZone(), { newConnections: 1 });
  const pool = createPool({ ...options, open: () => dial(options, connected) });
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { connection, gapMs, release } = pool.lease();
    const ending = await exchange({ incoming, outgoing, connection, silenceMs: idleMs });
    release(ending.kind === "answered");
    count(nextZone(), counted(ending));
    ended?.(ending, gapMs);
    answerItself(outgoing, ending);
  };
  const frontend = await startFrontend({ serve: afterCatchUp(options, serve), idleMs, connected });
  const setIdle = (milliseconds: number) => {
    idleMs = milliseconds;
    for (const side of [pool, frontend]) side.setIdle(milliseconds);
  };
  return {
    port: frontend.port,
    idleMs: () => idleMs,
    setIdle,
    connections: () => pool.open() + frontend.open(),
    close: () => frontend.close().then(pool.close),
  };
}

type Serve = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * Serves requests a good round trip after they came. When a busy machine holds up this process, closes of the backend
 * become overdue together with requests; without this wait the requests would be served before the closes are seen,
 * as if the link had become as slow as the hold-up was long.
 */
function afterCatchUp({ delayMs }: LoadBalancerOptions, serve: Serve): Serve {
  return async (incoming, outgoing) => {
    await pause(2 * delayMs + 2);
    if (!outgoing.destroyed) await serve(incoming, outgoing);
  };
}

function dial({ backendPort, delayMs }: LoadBalancerOptions, connected: () => void) {
  connected();
  return openLink({ port: backendPort, delayMs });
}

function takeTurns<Item>(items: readonly [Item, ...Item[]]): () => Item {
  let turn = 0;
  return () => items[turn++ % items.length] ?? items[0];
}
