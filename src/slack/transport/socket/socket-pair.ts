import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../../../engine/ports.ts";
import { retryAfterMs } from "../../delivery/web-api/failures.ts";
import { causeOf } from "../sdk-log.ts";
import type { SocketConnection } from "./connection.ts";
import {
  createOpenSockets,
  defaultSocketTimeouts,
  type OpenSockets,
  type SocketTimeouts,
} from "./open-sockets.ts";
import { lastingSocketRefusal } from "./socket-address.ts";

/** Keeps two sockets open, so that one is open while the other is replaced. */
export interface SocketPair {
  /** Resolves when the first socket is open. Rejects with SlackRefused when there is no use in trying. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly open: () => number;
  /** Rejects when no socket is open and none can be had, or none was for two minutes. Never resolves. */
  readonly broken: Promise<never>;
}

export interface SocketPairParts {
  readonly connect: () => Promise<SocketConnection>;
  readonly log: Log;
  readonly patience?: SocketTimeouts | undefined;
  /** Told when Slack counts more connections of the app than are ours. */
  readonly onStrangers?: ((theirs: number) => void) | undefined;
}

// Slack allows an app ten, those being replaced included: https://docs.slack.dev/apis/events-api/using-socket-mode
const sockets = 2;

export function createSocketPair(parts: SocketPairParts): SocketPair {
  const stopping = new AbortController();
  const openSockets = createOpenSockets(parts.patience ?? defaultSocketTimeouts, parts.onStrangers);
  return {
    start: async () => {
      for (let slot = 0; slot < sockets; slot += 1)
        void keepOne(parts, openSockets, stopping.signal);
      await Promise.race([openSockets.first, openSockets.broken]);
    },
    stop: async () => {
      stopping.abort();
      await openSockets.closeAll();
    },
    open: openSockets.open,
    broken: openSockets.broken,
  };
}

/** One of the sockets: opened, replaced before Slack ends it, and opened again when it broke. Never rejects. */
async function keepOne(
  parts: SocketPairParts,
  openSockets: OpenSockets,
  signal: AbortSignal,
): Promise<void> {
  const { retryMs } = parts.patience ?? defaultSocketTimeouts;
  let failures = 0;
  let before: SocketConnection | undefined;
  while (!signal.aborted) {
    const { connection, waitMs } = await greet(parts, openSockets, signal);
    if (connection !== undefined) {
      if (before !== undefined) openSockets.retire(before);
      before = connection;
    }
    const isSound = connection !== undefined && (await stay(connection, parts.log, signal));
    failures = isSound ? 0 : failures + 1;
    const wait = isSound ? 0 : Math.max(waitMs, retryMs(failures));
    await pause(wait, undefined, { signal, ref: false }).catch(() => {});
  }
}

interface Greeted {
  readonly connection?: SocketConnection;
  /** How long Slack asked to wait before the next attempt. */
  readonly waitMs: number;
}

async function greet(
  { connect, log }: SocketPairParts,
  openSockets: OpenSockets,
  signal: AbortSignal,
): Promise<Greeted> {
  try {
    const connection = await connect();
    if (signal.aborted) connection.close();
    await openSockets.add(connection);
    return { connection, waitMs: 0 };
  } catch (error) {
    if (signal.aborted) return { waitMs: 0 };
    const lasting = lastingSocketRefusal(error);
    const says = lasting?.message ?? "A socket to Slack could not be opened; trying again.";
    log.warn(says, { cause: causeOf(error), open: openSockets.open() });
    if (lasting !== undefined) openSockets.refuse(lasting);
    return { waitMs: retryAfterMs(error) };
  }
}

// One that ends sooner counts as a failure, so that Slack is not asked in a tight loop.
const soundMs = 10_000;

/** Waits until the connection must be replaced; whether it had lasted. */
async function stay(connection: SocketConnection, log: Log, signal: AbortSignal): Promise<boolean> {
  const since = performance.now();
  const why = await Promise.race([connection.ended, connection.leaving]);
  if (!signal.aborted) log.info("A socket to Slack is replaced.", { why });
  return performance.now() - since >= soundMs;
}
