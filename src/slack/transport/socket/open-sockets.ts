import { HandrailError, type SlackRefused } from "../../../run/errors.ts";
import type { SocketConnection } from "./connection.ts";

/** Waiting times in milliseconds. */
export interface SocketTimeouts {
  /** Before the next attempt, after so many failures in a row. */
  readonly retryMs: (failures: number) => number;
  /** How long a replaced connection may go on until Slack ends it. */
  readonly retireMs: number;
  /** How long no connection may be open. */
  readonly lostMs: number;
}

export const defaultSocketTimeouts: SocketTimeouts = {
  retryMs: (failures) => Math.min(10_000, 250 * 2 ** failures) * (0.5 + Math.random() / 2),
  retireMs: 15_000,
  lostMs: 120_000,
};

/** All sockets of this process: which are open, and whether none was for too long. */
export interface OpenSockets {
  /** Resolves when Slack greeted the connection; rejects when it ended before. */
  readonly add: (connection: SocketConnection) => Promise<void>;
  /** Leaves a replaced connection to Slack to end, for a while. */
  readonly retire: (connection: SocketConnection) => void;
  /** No further socket can be had: a break as soon as none is open. */
  readonly refuse: (refusal: SlackRefused) => void;
  readonly open: () => number;
  /** Resolves when all are closed; none being open is no break any more. */
  readonly closeAll: () => Promise<void>;
  readonly first: Promise<void>;
  /** Rejects when none is open and none can be had, or none was for too long. */
  readonly broken: Promise<never>;
}

/** `onStrangers` is told when Slack counts more connections of the app than are ours. */
export function createOpenSockets(
  { retireMs, lostMs }: SocketTimeouts,
  onStrangers: (theirs: number) => void = () => {},
): OpenSockets {
  const first = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<never>();
  // Nobody need wait for it.
  broken.promise.catch(() => {});
  const list = createList(lostMs, () => broken.reject(lost(lostMs)));
  return {
    add: async (connection) => {
      list.begin(connection);
      const connections = await connection.greeted;
      list.opened(connection);
      first.resolve();
      if (connections > list.all()) onStrangers(connections - list.all());
    },
    retire: (connection) => closeLater(connection, retireMs),
    refuse: (refusal) => {
      if (list.open() === 0) broken.reject(refusal);
    },
    open: list.open,
    closeAll: list.closeAll,
    first: first.promise,
    broken: broken.promise,
  };
}

/** The connections that were begun and those that are open; `ring` is called when none was open for `lostMs`. */
function createList(lostMs: number, ring: () => void) {
  const all = new Set<SocketConnection>();
  const open = new Set<SocketConnection>();
  let alarm: NodeJS.Timeout | undefined = setTimeout(ring, lostMs);
  let isOver = false;
  const ended = (connection: SocketConnection) => {
    all.delete(connection);
    if (open.delete(connection) && open.size === 0 && !isOver) alarm = setTimeout(ring, lostMs);
  };
  return {
    begin: (connection: SocketConnection) => {
      all.add(connection);
      connection.ended.then(() => ended(connection));
    },
    opened: (connection: SocketConnection) => {
      open.add(connection);
      clearTimeout(alarm);
    },
    all: () => all.size,
    open: () => open.size,
    closeAll: async () => {
      isOver = true;
      clearTimeout(alarm);
      for (const connection of all) connection.close();
      await Promise.all([...all].map((connection) => connection.ended));
    },
  };
}

function closeLater({ close, ended }: SocketConnection, ms: number): void {
  const timer = setTimeout(close, ms);
  timer.unref();
  ended.then(() => clearTimeout(timer));
}

const lost = (ms: number) =>
  new HandrailError(
    "slack-lost",
    `No socket to Slack was open for ${Math.round(ms / 1000)} seconds. Handrail ends, so that it can be started anew; nothing recorded is lost.`,
  );
