import type { Duplex } from "node:stream";

/** A connection handed out for one request. */
export interface Use {
  readonly connection: Duplex;
  /** How long it had been idle, in milliseconds; undefined when it was opened for this request. */
  readonly gapMs: number | undefined;
}

/** A place for one backend connection, which is opened when first needed and again after either side closed it. */
export interface Slot {
  readonly isOpen: () => boolean;
  readonly use: () => Use;
  /** Begins to wait for the next use; after the idle timeout the connection is closed. */
  readonly rest: () => void;
  /** Lets the idle timeout, which has changed, begin anew for a resting connection. */
  readonly rearm: () => void;
  readonly close: () => void;
}

/** An empty slot; the idle timeout, in milliseconds, is read each time the slot comes to rest. */
export function createSlot(open: () => Duplex, idleMs: () => number): Slot {
  let connection: Duplex | undefined;
  let idleSince = 0;
  let idleTimer: NodeJS.Timeout | undefined;
  const isOpen = () => connection?.destroyed === false;
  const close = () => {
    clearTimeout(idleTimer);
    connection?.destroy();
  };
  const rearm = () => {
    clearTimeout(idleTimer);
    if (isOpen()) idleTimer = setTimeout(close, idleMs());
  };
  return {
    isOpen,
    close,
    rearm,
    use: () => {
      clearTimeout(idleTimer);
      if (connection && isOpen()) return { connection, gapMs: performance.now() - idleSince };
      connection = closingWithPeer(open());
      return { connection, gapMs: undefined };
    },
    rest: () => {
      idleSince = performance.now();
      rearm();
    },
  };
}

function closingWithPeer(connection: Duplex): Duplex {
  // An error reaches the request under way, if any; between requests it only means that the connection is gone.
  return connection.on("error", () => {}).once("end", () => connection.destroy());
}
