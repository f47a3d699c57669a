import type { RunEvent } from "./event.ts";
import type { Note, Run, Trouble, Visit } from "./run.ts";
import type { Append } from "./stay.ts";

/**
 * A run that is being folded: its lists grow in place, so that a log takes time in proportion to its length. Only the fold
 * has it; what is handed out is a run that nobody changes.
 */
export interface Draft extends Lists {
  /** All but the lists, replaced as a whole. */
  is: Omit<Run, keyof Lists | "revision">;
  /** Where the path stands that was not taken back; found out when somebody goes back first. */
  path: Stay[] | undefined;
  readonly known: Set<string>;
  /** Grows the lists that this draft made, and copies every other once. */
  readonly append: Append;
}

interface Lists {
  readonly people: string[];
  readonly visits: Visit[];
  changes: number[];
  readonly notes: Note[];
  troubles: Trouble[];
  readonly log: RunEvent[];
}

/** A step on the path, with the place of its newest visit. */
export interface Stay {
  readonly step: string;
  readonly newest: number;
}

/** Copies the lists, so that the run stays as it is. */
export function draftOf(run: Run): Draft {
  const { people, visits, changes, notes, troubles, log, revision: _revision, ...is } = run;
  return {
    is,
    people: [...people],
    visits: [...visits],
    changes: [...changes],
    notes: [...notes],
    troubles: [...troubles],
    log: [...log],
    path: undefined,
    known: new Set(people),
    append: appending(),
  };
}

function appending(): Append {
  const own = new WeakSet<readonly unknown[]>();
  return <One>(list: readonly One[], one: One): readonly One[] => {
    const grown = own.has(list) ? (list as One[]) : [...list];
    own.add(grown);
    grown.push(one);
    return grown;
  };
}

export function runOf({ is, people, visits, changes, notes, troubles, log }: Draft): Run {
  return { ...is, people, visits, changes, notes, troubles, log, revision: log.length };
}

/** The steps from the start to here without what was taken back, each with the place of its newest visit. */
export function pathOf(visits: readonly Visit[]): Stay[] {
  const path: Stay[] = [];
  for (const newest of visits.keys()) walkOn(path, visits, newest);
  return path;
}

/** Takes the visit at `newest` onto the path. */
export function walkOn(path: Stay[], visits: readonly Visit[], newest: number): void {
  const step = visits[newest]?.step ?? "";
  if (visits[newest - 1]?.left?.how === "wentBack") path.pop();
  if (path.at(-1)?.step === step) path.pop();
  path.push({ step, newest });
}

/** Changes the visit with this id, which is nearly always the last; nothing where there is none. */
export function touch(
  { visits }: Draft,
  id: string,
  change: (visit: Visit) => Partial<Visit>,
): void {
  const place = visits.findLastIndex((visit) => visit.id === id);
  const visit = visits[place];
  if (visit !== undefined) visits[place] = { ...visit, ...change(visit) };
}

/** How often a step was entered. */
export function timesAt({ visits }: Draft, step: string): number {
  const last = visits.findLast((visit) => visit.step === step)?.id ?? "#0";
  return Number(last.slice(last.lastIndexOf("#") + 1));
}
