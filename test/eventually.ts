import { vi } from "vitest";

/** Resolves as soon as the work does not throw; a busy machine has as long as it may want, and says then what the work threw. */
export const eventually = <Value>(work: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(work, { timeout: 50_000, interval: 20 });
