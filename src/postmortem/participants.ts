import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import { isStory, sentence } from "./records.ts";

export const participants = (run: Run): readonly Sentence[] =>
  run.people.flatMap((person) => {
    const events = run.log.flatMap((event, index) =>
      event.by === person && isStory(event) ? [index] : [],
    );
    // Who only edited or published came after the story.
    if (events.length === 0) return [];
    const acts = `${events.length} recorded action${events.length === 1 ? "" : "s"}`;
    const role = [
      ...(person === run.startedBy ? ["started the run"] : []),
      ...(person === run.driver ? [run.ending ? "drove at the close" : "drives"] : []),
      acts,
    ];
    return [sentence([{ person }, `: ${role.join(", ")}.`], ...events)];
  });
