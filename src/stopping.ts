import { constants } from "node:os";

/** Resolves with the name of the first SIGTERM or SIGINT. A second one ends the process at once. */
export function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let isTold = false;
    for (const name of ["SIGTERM", "SIGINT"] as const) {
      process.on(name, () => {
        if (isTold) process.exit(128 + constants.signals[name]);
        isTold = true;
        resolve(name);
      });
    }
  });
}

/** Whether the work was done within `ms` milliseconds. Rejects as the work does. */
export async function isDoneWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
