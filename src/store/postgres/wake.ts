import { setTimeout } from "node:timers/promises";
import { raceDeadline } from "../../deadline.ts";
import type { Log } from "../../engine/ports.ts";
import type { DatabaseAddress } from "./address.ts";
import { type NotifyConnection, openNotifyConnection } from "./notify-connection.ts";

/** Tells the other replicas that there is work, best effort: they look every few seconds anyway. */
export interface Wake {
  readonly tell: () => void;
  /** Calls `listener` when another replica told, and whenever that may have been missed. */
  readonly onWake: (listener: () => void) => void;
  readonly stop: () => Promise<void>;
}

/** Waits, in milliseconds, until a broken connection is opened again; the last one goes on. */
const waits = [100, 200, 500, 1_000, 2_000, 5_000, 15_000] as const;

const longestStopMs = 1_000;

/** Keeps a connection to the other replicas of the database at `address`, opened again whenever it breaks. */
export function createWake(address: DatabaseAddress, log: Pick<Log, "warn">): Wake {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let connection: NotifyConnection | undefined;
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const listen = async (): Promise<void> => {
    connection = await openNotifyConnection(address, wake, stopping.signal);
    wake();
    await connection.ended;
    connection = undefined;
  };
  const running = repeatedly(listen, stopping.signal, (error) =>
    log.warn("Other replicas cannot be heard, so their work is found by looking", error),
  );
  return {
    tell: () => connection?.tell(),
    onWake: (listener) => void listeners.add(listener),
    stop: () => {
      stopping.abort();
      // A server that says nothing any more must not hold up the end.
      return raceDeadline({ ms: longestStopMs }, running, () => {});
    },
  };
}

/** Does `work` over and over until `signal` aborts; `failed` hears of the first of several failures in a row. */
async function repeatedly(
  work: () => Promise<void>,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (failures === 0 && !signal.aborted) failed(error);
      failures += 1;
    }
    const waitMs = waits[Math.min(failures, waits.length - 1)];
    await setTimeout(waitMs, undefined, { signal }).catch(() => {});
  }
}
