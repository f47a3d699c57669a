import { setTimeout as wait } from "node:timers/promises";
import type { Inventory } from "./inventory.ts";

/** How the inventories are kept, in milliseconds. */
export interface Freshness {
  /** About how long after one round the next begins. */
  readonly everyMs: number;
  /** Inventories that are read at a time. */
  readonly atOnce: number;
  /** From 0 to 1: so that replicas do not ask at the same moments. */
  readonly random: () => number;
}

const usual: Freshness = { everyMs: 5 * 60_000, atOnce: 4, random: Math.random };

/** Reads all inventories, and again every few minutes, until the signal ends; a failure is left to those who ask. Never rejects. */
export async function keepFresh(
  inventories: readonly Inventory[],
  signal: AbortSignal,
  { everyMs, atOnce, random }: Freshness = usual,
): Promise<void> {
  do {
    const left = [...inventories];
    const turn = async () => {
      for (let one = left.shift(); one && !signal.aborted; one = left.shift())
        await one.refresh(signal).catch(() => undefined);
    };
    await Promise.all(Array.from({ length: atOnce }, turn));
    const pause = everyMs * (0.8 + 0.4 * random());
    await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
  } while (!signal.aborted);
}
