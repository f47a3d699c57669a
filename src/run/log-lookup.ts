import type { RunEvent } from "./event.ts";
import type { Run } from "./run.ts";
import type { Person, Visit } from "./visits.ts";

/** The visit with this id, or undefined. */
export const visitOf = ({ visits }: Run, id: string): Visit | undefined => byId(visits).get(id);

/** Who drove just before the event at this index of the run's log. */
export function driverBefore({ log, startedBy }: Run, index: number): Person {
  const changes = driverChanges(log);
  return changes[firstFrom(changes, index) - 1]?.driver ?? startedBy;
}

/** The first event after the one at `index` that fits. */
export function findAfter(
  { log }: Run,
  index: number,
  fits: (event: RunEvent) => boolean,
): RunEvent | undefined {
  for (let later = index + 1; later < log.length; later++) {
    const event = log[later];
    if (event && fits(event)) return event;
  }
  return undefined;
}

// A rendering asks for each of them once an event, and lists of a run never change: one pass serves them all.
const byId = onceFor(
  (visits: readonly Visit[]): ReadonlyMap<string, Visit> =>
    new Map(visits.map((visit) => [visit.id, visit])),
);

const driverChanges = onceFor((log: readonly RunEvent[]) =>
  log.flatMap((event, index) => {
    if (event.kind === "handedOver") return [{ index, driver: event.to }];
    return event.kind === "tookOver" ? [{ index, driver: event.by }] : [];
  }),
);

/** How many of these stand before `index`; they stand in order. */
export function firstFrom(changes: readonly { readonly index: number }[], index: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Works each list out once, and forgets it with the list. */
export function onceFor<Given extends object, Made>(
  make: (given: Given) => Made,
): (given: Given) => Made {
  const made = new WeakMap<Given, Made>();
  return (given) => {
    const known = made.get(given);
    if (known !== undefined) return known;
    const fresh = make(given);
    made.set(given, fresh);
    return fresh;
  };
}
