import { setTimeout } from "node:timers/promises";
import { afterAll } from "vitest";
import { openPostgres, type PostgresOptions } from "../../../src/store/postgres.ts";
import type { HeldStore } from "../../../src/store/store.ts";
import { show, started } from "../contract/samples.ts";

/** Opens stores on PostgreSQL as replicas do; those still open are closed when the test file is over. */
export function replicas(): (
  url: string,
  but?: Partial<PostgresOptions>,
) => Promise<HeldStore & AsyncDisposable> {
  const opened = new Set<HeldStore>();
  afterAll(() => Promise.all([...opened].map((store) => store.close())));
  return async (url, but = {}) => {
    const log = { warn: () => {} };
    const store = await openPostgres({ url, clock: Date.now, log, ...but });
    opened.add(store);
    const close = () => {
      opened.delete(store);
      return store.close();
    };
    return { ...store, close, [Symbol.asyncDispose]: close };
  };
}

/**
 * Resolves once `listener` hears of work of `speaker`, which works until then: a replica may still be about to listen. The first
 * call may be about what was missed until it listened, so two are waited for.
 */
export async function hears(listener: HeldStore, speaker: HeldStore): Promise<void> {
  let heard = 0;
  listener.onWake(() => {
    heard += 1;
  });
  for (let run = 0; heard < 2; run += 1) {
    await started(speaker, `heard ${run}`, [show(`heard ${run}`, 0)]);
    await setTimeout(10);
  }
}
