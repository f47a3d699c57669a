import { afterAll } from "vitest";
import { openPostgres, type PostgresOptions } from "../../../src/store/postgres.ts";
import type { HeldStore } from "../../../src/store/store.ts";

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
