import { lookup } from "node:dns/promises";
import { raceDeadline } from "../deadline.ts";

/** All addresses of a name. Rejects where there is none, or no answer in time. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/** In milliseconds. */
const longestMs = 8_000;

/**
 * By the system's resolver, one name at a time: one that does not answer holds a thread until the system gives up, and Slack and AWS
 * are reached by names too.
 */
export function createLookup(ask: Lookup = bySystem, ms = longestMs): Lookup {
  let last: Promise<unknown> = Promise.resolve();
  return (name) => {
    const asked = last.then(() => ask(name));
    last = asked.catch(() => {});
    return raceDeadline({ ms }, asked, () => {
      throw new Error(
        `The name ${name} was not resolved within ${ms / 1_000} s, so nothing was asked.`,
      );
    });
  };
}

const bySystem: Lookup = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** One queue for the whole process. */
export const systemLookup: Lookup = createLookup();
