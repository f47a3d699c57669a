import { BadInput } from "../errors.ts";
import { enterStep, leaveVisit, type RunDraft } from "../fold-draft.ts";
import { choiceLabel, stepOf } from "../labels.ts";
import { reasonWords, stepWord } from "../sentence.ts";
import type { Happened, RunState } from "../state.ts";
import { type ToStep, toStep } from "../transitions.ts";
import { currentVisit, type Visit } from "../visits.ts";
import type { ChoiceEvent } from "./choices.ts";
import { type PostmortemEvent, publicationsOf } from "./postmortem.ts";
import { type ActContext, type Slice, type TakenAct, writtenText } from "./slice.ts";
import type { StepEvent } from "./steps.ts";

export type TakingBackAct =
  /** Takes back what closed the run, stated the change or published; `event` is its index in the log. */
  | { readonly kind: "undo"; readonly event: number }
  | { readonly kind: "reopen"; readonly reason: string };

export type TakingBackEvent =
  | {
      readonly kind: "undone";
      /** Index of what does not count any more. */
      readonly event: number;
      /** The visit that it left, where it left one, and how that goes on. */
      readonly back?: { readonly visit: string; readonly led: ToStep };
      /** When it stated the change. */
      readonly changedAt?: number;
      /** When the run had been published before. */
      readonly publishedAt?: number;
    }
  | { readonly kind: "reopened"; readonly reason: string; readonly led: ToStep };

/** A weighty tap can be taken back for so long, in milliseconds. */
export const undoMs = 60_000;

/** What was done by mistake, or too early. */
export const takingBackSlice: Slice<TakingBackAct, TakingBackEvent> = {
  acts: {
    undo: {
      right: "drive",
      whenClosed: true,
      takesBack: (run, { event }) => taken(run, event),
      decide: undo,
    },
    reopen: {
      right: "drive",
      whenClosed: true,
      takesBack: (run) => taken(run, closingsOf(run).at(-1)?.event),
      decide: reopen,
    },
  },
  events: {
    undone: { wakes: true, fold: undone, says: saidOfUndone },
    reopened: {
      wakes: true,
      fold(draft, event) {
        open(draft);
        enterStep(draft, event.led, event);
      },
      says: ({ reason }) => [` opened the run again${reasonWords(reason)}`],
    },
  },
};

/**
 * The newest weighty thing that the run is still in the state of, as the index of its event: what closed it, what stated the
 * change, what published it. Undefined for none, or where more than a minute has passed since.
 */
export function newestUndoable(run: RunState, now: number): number | undefined {
  const { log } = run;
  for (let index = log.length - 1; index >= 0; index--) {
    const event = log[index];
    // What lies ahead was dated by a clock that has been corrected since.
    if (event === undefined || Math.abs(now - event.at) >= undoMs) return undefined;
    if (standsAsMade(run, index)) return index;
  }
  return undefined;
}

/** What it took to do this. */
function taken(run: RunState, index: number | undefined): TakenAct | undefined {
  const event = index === undefined ? undefined : (run.log[index] as Weighty | undefined);
  switch (event?.kind) {
    case "stopped":
      return { right: "stop" };
    case "published":
      return { right: "publish" };
    case "chosen":
      return event.proposedBy === undefined ? { right: "drive" } : confirmed(run, event);
    default:
      return undefined;
  }
}

function confirmed({ log }: RunState, { visit }: { readonly visit: string }): TakenAct {
  const proposed = (log as readonly Weighty[]).findLast(
    (event) => event.kind === "proposed" && event.visit === visit,
  );
  return { right: "confirm", ...(proposed?.kind === "proposed" ? { needs: proposed.needs } : {}) };
}

type Weighty = Happened<ChoiceEvent | StepEvent | PostmortemEvent>;

/** Whether the run is as this event of its log made it: closed by it, published by it, or where it led when it stated the change. */
export function standsAsMade(
  { ending, publishedAt, visits, log }: RunState,
  index: number,
): boolean {
  const event = log[index];
  if (event === undefined) return false;
  if (closes(event)) return ending?.at === event.at;
  if (event.kind === "published") return publishedAt === event.at;
  return marks(event) && visits.at(-1)?.event === index;
}

const closes = (event: Happened): boolean => {
  const { kind, led } = event as Weighty & { readonly led?: { readonly kind: string } };
  return kind === "stopped" || led?.kind === "end";
};

const marks = (event: Happened): boolean =>
  event.kind === "chosen" && (event as Weighty & { kind: "chosen" }).marks === "change";

/** Each time that the run was closed, and the event that opened it again. */
export function closingsOf({ log }: Pick<RunState, "log">): readonly Closing[] {
  const closings: Closing[] = [];
  for (const [index, event] of log.entries()) {
    const last = closings.at(-1);
    const opens =
      event.kind === "reopened" ||
      (event.kind === "undone" && (event as Undone).event === last?.event);
    if (closes(event)) closings.push({ event: index });
    else if (last !== undefined && opens)
      closings.splice(-1, 1, { ...last, opened: { index, event: event as Opening } });
  }
  return closings;
}

export interface Closing {
  /** Index of its event. */
  readonly event: number;
  readonly opened?: { readonly index: number; readonly event: Opening };
}

type Opening = Happened<TakingBackEvent>;
type Undone = Happened<TakingBackEvent & { readonly kind: "undone" }>;

function undo({
  flow,
  run,
  act,
  now,
}: ActContext<TakingBackAct & { kind: "undo" }>): TakingBackEvent {
  if (newestUndoable(run, now) !== act.event)
    throw new BadInput(
      run.ending
        ? "This can be taken back for a minute only. Open the run again with a reason instead: its card has the button."
        : "This can be taken back for a minute only, and while nothing else was decided. Go back instead.",
    );
  const event = run.log[act.event] as Weighty;
  if (event.kind === "published") {
    const before = publicationsOf(run).at(-2);
    const publishedAt = before === undefined ? undefined : run.log[before]?.at;
    return {
      kind: "undone",
      event: act.event,
      ...(publishedAt === undefined ? {} : { publishedAt }),
    };
  }
  const visit = visitLeftBy(run, event);
  const isDecided = visit.evidence !== undefined || event.kind === "chosen";
  const led: ToStep = isDecided
    ? { kind: "step", step: visit.step, state: "deciding" }
    : toStep(flow, visit.step);
  return {
    kind: "undone",
    event: act.event,
    back: { visit: visit.id, led },
    ...(marks(event) ? { changedAt: event.at } : {}),
  };
}

/** The visit that a decision left; a stop leaves the one where the run stood. */
export function visitLeftBy(run: RunState, event: Happened): Visit {
  const id = "visit" in event ? event.visit : undefined;
  return run.visits.findLast((visit) => visit.id === id) ?? currentVisit(run);
}

function reopen({
  flow,
  run,
  act,
}: ActContext<TakingBackAct & { kind: "reopen" }>): TakingBackEvent {
  if (run.ending === undefined) throw new BadInput("This run is open.");
  const reason = writtenText(act.reason, "reason");
  return { kind: "reopened", reason, led: toStep(flow, currentVisit(run).step) };
}

/** The step stands as it stood: decided on the same evidence, in a visit of its own. What came after counts no more. */
function undone(draft: RunDraft, event: Undone): void {
  if (event.back === undefined) publication(draft, event.publishedAt);
  else goBackTo(draft, event, event.back);
}

function goBackTo(draft: RunDraft, event: Undone, { visit: id, led }: NonNullable<Undone["back"]>) {
  const { visits } = draft;
  const place = visits.findLastIndex((visit) => visit.id === id);
  const was = visits[place];
  if (was === undefined) return;
  if (currentVisit(draft).state !== "over") leaveVisit(draft, event, { how: "undone" });
  for (let at = place; at < visits.length; at++) {
    const visit = visits[at];
    if (visit) visits[at] = { ...visit, superseded: true };
  }
  draft.changes = draft.changes.filter((changedAt) => changedAt !== event.changedAt);
  open(draft);
  enterStep(draft, led, event, was.said, seenAt(was));
}

/** What was seen at a visit, which its next one goes on with. */
const seenAt = ({ evidence, earlier, traces }: Visit): Partial<Visit> => ({
  ...(evidence === undefined ? {} : { evidence }),
  ...(earlier === undefined ? {} : { earlier }),
  ...(traces === undefined ? {} : { traces }),
});

function open(draft: RunDraft): void {
  const { ending: _over, ...is } = draft.is;
  draft.is = is;
}

function publication(draft: RunDraft, before: number | undefined): void {
  const { publishedAt: _not, ...is } = draft.is;
  draft.is = before === undefined ? is : { ...is, publishedAt: before };
}

function saidOfUndone({ event }: Undone, { flow, run }: Parameters<Says>[1]) {
  const what = run.log[event] as Weighty | undefined;
  switch (what?.kind) {
    case "published":
      return [" took the publication back"];
    case "stopped":
      return [" took back that the run was stopped"];
    case "chosen":
    case "skipped": {
      const label = choiceLabel(flow, stepOf(what.visit), what.choice);
      return [` took back “${label}” at ${stepWord(flow, what.visit)}`];
    }
    default:
      return [" took back what was decided last"];
  }
}

type Says = (typeof takingBackSlice)["events"]["undone"]["says"];
