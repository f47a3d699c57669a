import type { Flow } from "#language";
import { type RunEvent, ruleOf } from "./event.ts";
import type { Run } from "./run.ts";
import { noteAt, noteCounts } from "./slices/notes.ts";
import type { Note } from "./state.ts";
import { type TimelineEntry, timeline } from "./timeline.ts";
import type { Person } from "./visits.ts";

/** What somebody who was away must know, beside where the run stands. */
export interface CatchUp {
  /** When this person last did something here, in milliseconds since the epoch; absent for who never did. */
  readonly since?: number;
  /** What others did since then, or all that mattered, oldest first. */
  readonly news: readonly TimelineEntry[];
  /** How many older ones are left out of `news`. */
  readonly earlier: number;
  /** All decisions that were recorded, oldest first. */
  readonly decisions: readonly Note[];
}

/** What happened in a run since a person was last here; at most `most` entries, the newest. */
export function catchUp(flow: Flow, run: Run, person: Person, most: number): CatchUp {
  const last = run.log.findLastIndex(({ by }) => by === person);
  const since = run.log[last]?.at;
  const news = timeline(flow, run).filter(
    ({ event }) => event > last && matters(run.log[event], event, run),
  );
  return {
    ...(since === undefined ? {} : { since }),
    news: news.slice(-most),
    earlier: Math.max(0, news.length - most),
    decisions: run.notes.filter((note) => noteCounts(note) && note.decision),
  };
}

/** Reminders and what was taken back again tell nobody where things stand. */
function matters(event: RunEvent | undefined, index: number, run: Run): boolean {
  if (event === undefined || ruleOf(event)?.isMinor) return false;
  const note = noteAt(run.notes, index);
  return note === undefined || noteCounts(note);
}
