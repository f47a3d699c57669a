import type { Log } from "../../engine/ports.ts";
import { causeOf } from "../transport/sdk-log.ts";

/** Work that nobody waits for, such as telling a person something after their click was acknowledged. */
export interface Background {
  /** Starts it; a failure is logged and changes nothing. */
  readonly run: (what: string, work: () => Promise<unknown>) => void;
  /** Resolves when all that was started is done. */
  readonly settled: () => Promise<void>;
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run: (what, work) => {
      const done: Promise<void> = work()
        .then(() => {})
        .catch((error) => log.warn(`${what} failed.`, { cause: causeOf(error) }))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}
