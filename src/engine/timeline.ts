import type { Flow } from "#flow";
import type { Person } from "./event.ts";
import type { Run } from "./run.ts";
import type { Word } from "./sentence.ts";

/** One line of a run's timeline. */
export interface Entry {
  readonly at: number;
  readonly by: Person;
  /** A whole sentence, the person who did it included. */
  readonly says: readonly Word[];
  /** Index of the event in the run's log. */
  readonly event: number;
}

/** Everything that happened in a run, oldest first, one sentence an event. */
export function timeline(_flow: Flow, _run: Run): readonly Entry[] {
  return [];
}
