import { type Backend, type BackendOptions, startBackend } from "./backend.ts";

/** Several backends that are rolled out together. */
export interface Backends extends Omit<Backend, "port"> {
  readonly ports: readonly [number, ...number[]];
}

/** Starts so many backends, at least one, with the same options. */
export async function startBackends(count: number, options: BackendOptions): Promise<Backends> {
  const first = await startBackend(options);
  const others = await Promise.all(Array.from({ length: count - 1 }, () => startBackend(options)));
  const all = [first, ...others];
  return {
    ports: [first.port, ...others.map(({ port }) => port)],
    keepAliveMs: first.keepAliveMs,
    closesAfterMs: first.closesAfterMs,
    setKeepAlive: (milliseconds) => {
      for (const backend of all) backend.setKeepAlive(milliseconds);
    },
    close: async () => {
      await Promise.all(all.map((backend) => backend.close()));
    },
  };
}
