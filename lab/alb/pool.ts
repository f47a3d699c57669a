import type { Duplex } from "node:stream";
import type { Random } from "./random.ts";

interface PoolOptions {
  /** How many connections take turns. */
  readonly slots: number;
  /** After how many idle milliseconds this side closes a connection. */
  readonly idleMs: number;
  readonly random: Random;
  readonly open: () => Duplex;
}

/** A connection handed out for one request. */
interface Lease extends Use {
  /** Gives it back; one that cannot be used again is closed. */
  readonly release: (reusable: boolean) => void;
}

/** Backend connections that are used again. */
export interface Pool {
  readonly lease: () => Lease;
  /** Changes the idle timeout, also for connections idle now, whose wait begins anew. */
  readonly setIdle: (milliseconds: number) => void;
  /** How many connections stand open. */
  readonly open: () => number;
  readonly close: () => void;
}

/** A pool that picks uniformly among its free slots and grows by one when all are busy; it never opens ahead. */
export function createConnectionPool({ slots, idleMs, random, open }: PoolOptions): Pool {
  let idle = idleMs;
  const create = () => createSlot(open, () => idle);
  const all = Array.from({ length: slots }, create);
  const free = [...all];
  const grow = () => {
    const slot = create();
    all.push(slot);
    return slot;
  };
  return {
    lease: () => {
      const slot = takeAny(free, random) ?? grow();
      const release = (reusable: boolean) => {
        if (!reusable) slot.close();
        slot.rest();
        free.push(slot);
      };
      return { ...slot.use(), release };
    },
    setIdle: (milliseconds) => {
      idle = milliseconds;
      for (const slot of free) slot.rearm();
    },
    open: () => all.filter((slot) => slot.isOpen()).length,
    close: () => {
      for (const slot of all) slot.close();
    },
  };
}

function takeAny<Item>(items: Item[], random: Random): Item | undefined {
  const place = random.index(items.length);
  const taken = items[place];
  const last = items.pop();
  if (last !== undefined && place < items.length) items[place] = last;
  return taken;
}

/** A connection handed out for one request. */
interface Use {
  readonly connection: Duplex;
  /** How long it had been idle, in milliseconds; undefined when it was opened for this request. */
  readonly gapMs: number | undefined;
}

/** A place for one backend connection, which is opened when first needed and again after either side closed it. */
interface Slot {
  readonly isOpen: () => boolean;
  readonly use: () => Use;
  /** Begins to wait for the next use; after the idle timeout the connection is closed. */
  readonly rest: () => void;
  /** Lets the idle timeout, which has changed, begin anew for a resting connection. */
  readonly rearm: () => void;
  readonly close: () => void;
}

/** An empty slot; the idle timeout, in milliseconds, is read each time the slot comes to rest. */
function createSlot(open: () => Duplex, idleMs: () => number): Slot {
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
