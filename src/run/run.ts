import type { RunEvent } from "./event.ts";
import type { Place, RunState } from "./state.ts";
import type { Person } from "./visits.ts";

/** One walk of a flow in one thread: all that its log says, folded. */
export interface Run extends RunState {
  readonly log: readonly RunEvent[];
}

/** What the store must be able to say of a run without folding its log. */
export interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  /** The key of what the run is about, for "one open run for a flow and subject"; empty without one. */
  readonly subject: string;
  /** False when someone chose "Start anyway": it does not block another start. */
  readonly exclusive: boolean;
  readonly status: "open" | "closed";
  readonly place: Place;
  readonly driver: Person;
  readonly startedAt: number;
  readonly revision: number;
}

/** What the store keeps of a run for lists and for "one open run for a flow and subject". */
export function rowOf(run: Run): RunRow {
  const subject = run.subject?.key ?? "";
  return {
    id: run.id,
    flow: run.flow,
    version: run.version,
    subject,
    exclusive: !run.anyway && subject !== "",
    status: run.ending ? "closed" : "open",
    place: run.place,
    driver: run.driver,
    startedAt: run.startedAt,
    revision: run.revision,
  };
}

/** What a run holds before anything happened in it. */
export const untouched = {
  visits: [],
  changes: [],
  followUps: {},
  checking: false,
  notes: [],
  troubles: [],
  texts: {},
  log: [],
} as const satisfies Partial<Run>;
