import type { Flow } from "#language";
import { BadInput, NotFound } from "../errors.ts";
import { type RunDraft, setRun } from "../fold-draft.ts";
import { checksOf, followUpText, hasFollowUp } from "../labels.ts";
import type { FollowUp, Happened, RunState } from "../state.ts";
import type { Person } from "../visits.ts";
import type { ActContext, Slice } from "./slice.ts";

export type FollowUpAct =
  | { readonly kind: "takeFollowUp"; readonly item: string; readonly owner: Person }
  | { readonly kind: "dateFollowUp"; readonly item: string; readonly due: string }
  | { readonly kind: "finishFollowUp"; readonly item: string }
  | { readonly kind: "reopenFollowUp"; readonly item: string }
  | { readonly kind: "checkFollowUps" };

export type FollowUpEvent =
  | { readonly kind: "followUpTaken"; readonly item: string; readonly owner: Person }
  /** By when it shall be done: "2026-12-01". */
  | { readonly kind: "followUpDated"; readonly item: string; readonly due: string }
  | { readonly kind: "followUpDone"; readonly item: string }
  | { readonly kind: "followUpReopened"; readonly item: string }
  /** Someone wants it looked up now which follow-ups are done. */
  | { readonly kind: "checkAsked" }
  | {
      readonly kind: "checked";
      readonly checks: readonly CheckedFollowUp[];
      readonly queries: readonly string[];
    };

/** One follow-up as it was looked up, with a sentence of what was read; null: it could not be read. */
export interface CheckedFollowUp {
  readonly item: string;
  readonly holds: boolean | null;
  readonly says: string;
}

/** What is still to do when the incident is over: who does it by when, and whether it was seen done. */
export const followUpsSlice: Slice<FollowUpAct, FollowUpEvent> = {
  acts: {
    takeFollowUp: { right: "drive", whenClosed: true, decide: take },
    dateFollowUp: { right: "drive", whenClosed: true, decide: date },
    finishFollowUp: {
      right: "drive",
      whenClosed: true,
      decide: (asked) => ({ kind: "followUpDone", item: open(asked) }),
    },
    reopenFollowUp: { right: "drive", whenClosed: true, decide: reopen },
    checkFollowUps: { right: "drive", whenClosed: true, decide: check },
  },
  events: {
    followUpTaken: {
      fold,
      says: (event, { flow }) =>
        event.by === event.owner
          ? [` took ${named(flow, event)}`]
          : [` gave ${named(flow, event)} to `, { person: event.owner }],
    },
    followUpDated: {
      fold,
      says: (event, { flow }) => [` set ${named(flow, event)} to be done by ${event.due}`],
    },
    followUpDone: { fold, says: (event, { flow }) => [` marked ${named(flow, event)} as done`] },
    followUpReopened: {
      fold,
      says: (event, { flow }) => [` marked ${named(flow, event)} as open again`],
    },
    checkAsked: {
      isMinor: true,
      fold: (draft) => setRun(draft, { checking: true }),
      says: () => [" asked Handrail to look which follow-ups are done"],
    },
    checked: {
      isMinor: true,
      fold(draft, event) {
        fold(draft, event);
        setRun(draft, { checking: false });
      },
      says: ({ checks }, { flow }) => [` looked which follow-ups are done: ${seen(flow, checks)}`],
    },
  },
};

/** Whether an event changes follow-ups, or asks for them. */
export const isOfFollowUps = (event: Happened): event is Happened<FollowUpEvent> =>
  Object.hasOwn(followUpsSlice.events, event.kind);
export function followUpsAfter(now: FollowUps, event: Happened<FollowUpEvent>): FollowUps {
  switch (event.kind) {
    case "followUpTaken":
      return changed(now, event.item, { owner: event.owner });
    case "followUpDated":
      return changed(now, event.item, { due: event.due });
    case "followUpDone":
      return changed(now, event.item, {
        // Whoever did it had it.
        owner: now[event.item]?.owner ?? event.by,
        ...{ doneAt: event.at, doneBy: event.by, byHand: true },
      });
    case "followUpReopened":
      return changed(undone(now, event.item), event.item, { byHand: true });
    case "checkAsked":
      return now;
    case "checked":
      return event.checks.reduce((all, one) => read(all, one, event.at), now);
    default:
      throw new Error(`Unknown event: ${JSON.stringify(event satisfies never)}`);
  }
}

type FollowUps = RunState["followUps"];
type AskedTo<Kind extends string> = ActContext<Extract<FollowUpAct, { readonly kind: Kind }>>;

function fold(draft: RunDraft, event: Happened<FollowUpEvent>): void {
  setRun(draft, { followUps: followUpsAfter(draft.is.followUps, event) });
}

function take(asked: AskedTo<"takeFollowUp">): FollowUpEvent {
  const { owner } = asked.act;
  const item = open(asked);
  if (asked.run.followUps[item]?.owner === owner)
    throw new BadInput("This follow-up has this owner already.");
  return { kind: "followUpTaken", item, owner };
}

function date(asked: AskedTo<"dateFollowUp">): FollowUpEvent {
  const { due } = asked.act;
  const item = open(asked);
  if (!isDate(due)) throw new BadInput("Pick a day, such as 2026-12-01.");
  if (asked.run.followUps[item]?.due === due)
    throw new BadInput("This follow-up is due on this day already.");
  return { kind: "followUpDated", item, due };
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

function reopen(asked: AskedTo<"reopenFollowUp">): FollowUpEvent {
  const item = existing(asked);
  if (asked.run.followUps[item]?.doneAt === undefined)
    throw new BadInput("This follow-up is open already.");
  return { kind: "followUpReopened", item };
}

function check({ flow, run }: AskedTo<"checkFollowUps">): FollowUpEvent {
  if (checksOf(flow, run.visits).length === 0)
    throw new BadInput("Handrail can look up none of these follow-ups: tick them by hand.");
  if (run.checking) throw new BadInput("Handrail is looking already.");
  return { kind: "checkAsked" };
}

type OfItem = ActContext<{ readonly item: string }>;

function open(asked: OfItem): string {
  const known = existing(asked);
  if (asked.run.followUps[known]?.doneAt === undefined) return known;
  throw new BadInput("This follow-up is done already.");
}

function existing({ flow, act: { item } }: OfItem): string {
  if (!hasFollowUp(flow, item)) throw new NotFound(`This runbook has no follow-up "${item}".`);
  return item;
}

/** Ticks what was seen done, and unticks what it ticked itself; what a person decided stays. */
function read(followUps: FollowUps, { item, holds, says }: CheckedFollowUp, at: number): FollowUps {
  const { byHand, doneAt } = followUps[item] ?? {};
  const told = changed(followUps, item, { checked: { at, holds, says } });
  if (byHand || holds === null) return told;
  if (!holds) return undone(told, item);
  return doneAt === undefined ? changed(told, item, { doneAt: at, doneBy: "handrail" }) : told;
}

function undone(followUps: FollowUps, item: string): FollowUps {
  const { doneAt: _at, doneBy: _by, ...rest } = followUps[item] ?? {};
  return { ...followUps, [item]: rest };
}

const changed = (followUps: FollowUps, item: string, change: FollowUp): FollowUps => ({
  ...followUps,
  [item]: { ...followUps[item], ...change },
});

const named = (flow: Flow, { item }: { readonly item: string }): string =>
  `“${followUpText(flow, item)}”`;

function seen(flow: Flow, checks: readonly CheckedFollowUp[]): string {
  const held = checks.filter(({ holds }) => holds).map((one) => named(flow, one));
  return held.length === 0
    ? "none is done"
    : `${held.join(", ")} ${held.length > 1 ? "are" : "is"} done`;
}
