import { constants } from "node:os";
import { raceDeadline } from "./deadline.ts";

/** npm hands on what a terminal or a supervisor sent to it and to us alike: within so many milliseconds it is one signal. */
const echoMs = 1_000;

/** Resolves with the name of the first SIGTERM or SIGINT. A second one, a second later or more, ends the process at once. */
export function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let toldAt: number | undefined;
    for (const name of ["SIGTERM", "SIGINT"] as const) {
      process.on(name, () => {
        const now = performance.now();
        toldAt ??= now;
        if (now - toldAt >= echoMs) process.exit(128 + constants.signals[name]);
        resolve(name);
      });
    }
  });
}

/** Whether the work was done within `ms` milliseconds. Rejects as the work does. */
export const isDoneWithin = (ms: number, work: Promise<unknown>): Promise<boolean> =>
  raceDeadline(
    { ms },
    work.then(() => true),
    () => false,
  );
