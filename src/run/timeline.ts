import type { Flow } from "#language";
import { ruleOf } from "./event.ts";
import { flowAt } from "./flow-at.ts";
import type { Run } from "./run.ts";
import type { Word } from "./sentence.ts";
import type { Person } from "./visits.ts";

export interface TimelineEntry {
  readonly at: number;
  readonly by: Person;
  /** A whole sentence, the person who did it included. */
  readonly says: readonly Word[];
  /** Index of the event in the run's log. */
  readonly event: number;
}

/** Everything that happened in a run, oldest first, one sentence an event. */
export const timeline = (flow: Flow, run: Run): readonly TimelineEntry[] =>
  run.log.map((event, index) => {
    const says =
      ruleOf(event)?.says(event, { flow: flowAt(flow, run, index), run, index }) ?? byNewer;
    const { at, by } = event;
    return { at, by, says: [{ person: by }, ...says, "."], event: index };
  });

/** Replicas are replaced one by one, and may be put back: a record that a newer one wrote is told as far as it is known. */
const byNewer: readonly Word[] = [" did something that only a newer version of Handrail can tell"];
