import type { RunEvent } from "./event.ts";
import type { Visit } from "./run.ts";
import { type WatchEvent, watchAfter } from "./watch.ts";

/** An event of a visit that does not leave it. */
export type StayEvent =
  | WatchEvent
  | (RunEvent & {
      readonly kind: "observed" | "traced" | "cancelled" | "proposed" | "withdrew" | "reminded";
    });

export const isStay = (event: RunEvent): event is StayEvent => kinds.has(event.kind);

/** The list with one more at its end. */
export type Append = <One>(list: readonly One[], one: One) => readonly One[];

/** What an event, the `index`-th of the log, changes about the visit where the run stays. */
export function stayAfter(
  visit: Visit,
  event: StayEvent,
  index: number,
  append: Append,
): Partial<Visit> {
  switch (event.kind) {
    case "observed": {
      const { evidence, settles } = event;
      const { earlier: older = [], evidence: newest } = visit;
      const earlier = newest === undefined ? older : append(older, newest);
      return {
        state: "deciding",
        evidence,
        ...(earlier.length > 0 ? { earlier } : {}),
        ...(settles ? { watch: undefined } : {}),
      };
    }
    case "traced":
      return { traces: append(visit.traces ?? [], event.trace) };
    case "cancelled":
      return { cancelled: { by: event.by, at: event.at } };
    case "proposed":
      return { proposal: { ...event, event: index } };
    case "withdrew":
      return { proposal: undefined };
    case "reminded":
      return { remindedAt: event.at };
    default:
      return { watch: watchAfter(visit.watch, event) };
  }
}

const kinds: ReadonlySet<RunEvent["kind"]> = new Set<StayEvent["kind"]>([
  "observed",
  "traced",
  "cancelled",
  "proposed",
  "withdrew",
  "reminded",
  "watched",
  "hurried",
  "unwatched",
]);
