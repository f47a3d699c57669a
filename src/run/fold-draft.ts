import type { Happened, Note, RunState, Trouble } from "./state.ts";
import type { Led, ToStep } from "./transitions.ts";
import {
  currentVisit,
  type PathStep,
  type SaidAnswers,
  type Visit,
  type VisitEnd,
  walkOn,
} from "./visits.ts";

/**
 * A run that is being folded: its lists grow in place, so that a log takes time in proportion to its length. Only the fold
 * has it; what is handed out is a run that nobody changes.
 */
export interface RunDraft extends Lists {
  /** All but the lists, replaced as a whole. */
  is: Omit<RunState, keyof Lists | "log" | "revision">;
  /** Index in the log of the event that is being folded. */
  index: number;
  /** Where the path stands that was not taken back; found out when somebody goes back first. */
  path: PathStep[] | undefined;
  readonly known: Set<string>;
  /** Grows the lists that this draft made, and copies every other once. */
  readonly append: <One>(list: readonly One[], one: One) => readonly One[];
}

interface Lists {
  readonly people: string[];
  readonly visits: Visit[];
  changes: number[];
  readonly notes: Note[];
  troubles: Trouble[];
}

/** Copies the lists, so that the run stays as it is. */
export function draftRun(run: RunState): RunDraft {
  const { people, visits, changes, notes, troubles, log, revision: _revision, ...is } = run;
  return {
    is,
    people: [...people],
    visits: [...visits],
    changes: [...changes],
    notes: [...notes],
    troubles: [...troubles],
    index: log.length,
    path: undefined,
    known: new Set(people),
    append: appending(),
  };
}

function appending(): RunDraft["append"] {
  const own = new WeakSet<readonly unknown[]>();
  return <One>(list: readonly One[], one: One): readonly One[] => {
    const grown = own.has(list) ? (list as One[]) : [...list];
    own.add(grown);
    grown.push(one);
    return grown;
  };
}

/** What the draft has become, without the log. */
export function draftState(draft: RunDraft): Omit<RunState, "log"> {
  const { is, people, visits, changes, notes, troubles, index } = draft;
  return { ...is, people, visits, changes, notes, troubles, revision: index };
}

/** Changes what is no list. */
export function setRun({ is }: RunDraft, change: Partial<RunDraft["is"]>): void {
  Object.assign(is, change);
}

/** Changes the visit with this id, which is nearly always the last; nothing where there is none. */
export function changeVisit(
  { visits }: RunDraft,
  id: string,
  change: (visit: Visit) => Partial<Visit>,
): void {
  const place = visits.findLastIndex((visit) => visit.id === id);
  const visit = visits[place];
  if (visit !== undefined) visits[place] = { ...visit, ...change(visit) };
}

/** The run stands at this step from here on; `seen` is what an earlier visit of it saw, where that holds for this one. */
export function enterStep(
  draft: RunDraft,
  { step, state }: ToStep,
  { at }: Happened,
  said?: SaidAnswers,
  seen: Partial<Visit> = {},
): void {
  const { visits, path, index } = draft;
  const id = `${step}#${timesAt(draft, step) + 1}`;
  const told = said === undefined ? {} : { said };
  visits.push({
    id,
    step,
    event: index,
    enteredAt: at,
    state,
    superseded: false,
    ...told,
    ...seen,
  });
  if (path) walkOn(path, visits, visits.length - 1);
}

/** The visit where the run stands is over. */
export function leaveVisit(draft: RunDraft, { by, at }: Happened, left: Left): void {
  changeVisit(draft, currentVisit(draft).id, () => ({
    state: "over",
    left: { reason: null, by, at, ...left },
  }));
}

type Left = Omit<VisitEnd, "by" | "at" | "reason"> & Partial<Pick<VisitEnd, "reason">>;

/** The run goes where an event led: to a step, or to its end. */
export function goTo(draft: RunDraft, led: Led, event: Happened): void {
  if (led.kind === "step") enterStep(draft, led, event);
  else {
    const { end, outcome } = led;
    setRun(draft, { ending: { end, outcome, by: event.by, at: event.at } });
  }
}

/** How often a step was entered. */
function timesAt({ visits }: RunDraft, step: string): number {
  const last = visits.findLast((visit) => visit.step === step)?.id ?? "#0";
  return Number(last.slice(last.lastIndexOf("#") + 1));
}
