import type { Flow } from "#language";
import type { Act } from "./act.ts";
import { BadInput, NotFound } from "./errors.ts";
import type { Checked, Happening, RunEvent } from "./event.ts";
import { checksOf, hasFollowUp } from "./labels.ts";
import type { FollowUp, Run } from "./run.ts";

const kinds = [
  "takeFollowUp",
  "dateFollowUp",
  "finishFollowUp",
  "reopenFollowUp",
  "checkFollowUps",
] as const;

export type FollowUpAct = Act & { readonly kind: (typeof kinds)[number] };

/** Whether an act is about follow-ups. */
export const isFollowUpAct = (act: Act): act is FollowUpAct =>
  kinds.some((kind) => kind === act.kind);

/** What an act makes happen to a run's follow-ups. Throws BadInput and NotFound. */
export function decideFollowUp(flow: Flow, run: Run, act: FollowUpAct): Happening {
  switch (act.kind) {
    case "takeFollowUp":
      return take(flow, run, act);
    case "dateFollowUp":
      return date(flow, run, act);
    case "finishFollowUp":
      return { kind: "followUpDone", item: open(flow, run, act.item) };
    case "reopenFollowUp":
      return reopen(flow, run, act.item);
    case "checkFollowUps":
      return check(flow, run);
    default:
      throw new Error(`Unknown act: ${JSON.stringify(act satisfies never)}`);
  }
}

type FollowUps = Run["followUps"];

/** A run's follow-ups after one more event. */
export function followUpsAfter(followUps: FollowUps, event: RunEvent): FollowUps {
  switch (event.kind) {
    case "followUpTaken":
      return changed(followUps, event.item, { owner: event.owner });
    case "followUpDated":
      return changed(followUps, event.item, { due: event.due });
    case "followUpDone":
      return changed(followUps, event.item, {
        doneAt: event.at,
        doneBy: event.by,
        byHand: true,
      });
    case "followUpReopened":
      return changed(undone(followUps, event.item), event.item, { byHand: true });
    case "checked":
      return event.checks.reduce((all, one) => read(all, one, event.at), followUps);
    default:
      return followUps;
  }
}

/** Whether AWS was asked and has not answered yet. */
export function isChecking({ log }: Run): boolean {
  const asked = log.findLastIndex(({ kind }) => kind === "checkAsked");
  const over = log.findLastIndex(
    (event) => event.kind === "checked" || (event.kind === "gaveUp" && event.work === "check"),
  );
  return asked > over;
}

function take(
  flow: Flow,
  run: Run,
  { item, owner }: FollowUpAct & { readonly kind: "takeFollowUp" },
): Happening {
  const known = open(flow, run, item);
  if (run.followUps[known]?.owner === owner)
    throw new BadInput("This follow-up has this owner already.");
  return { kind: "followUpTaken", item: known, owner };
}

function date(
  flow: Flow,
  run: Run,
  { item, due }: FollowUpAct & { readonly kind: "dateFollowUp" },
): Happening {
  const known = open(flow, run, item);
  if (!isDate(due)) throw new BadInput("Pick a day, such as 2026-12-01.");
  if (run.followUps[known]?.due === due)
    throw new BadInput("This follow-up is due on this day already.");
  return { kind: "followUpDated", item: known, due };
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

function reopen(flow: Flow, run: Run, item: string): Happening {
  const known = existing(flow, item);
  if (run.followUps[known]?.doneAt === undefined)
    throw new BadInput("This follow-up is open already.");
  return { kind: "followUpReopened", item: known };
}

function check(flow: Flow, run: Run): Happening {
  if (checksOf(flow, run.visits).length === 0)
    throw new BadInput("None of these follow-ups can be read in AWS: tick them by hand.");
  if (isChecking(run)) throw new BadInput("Handrail is reading AWS already.");
  return { kind: "checkAsked" };
}

function open(flow: Flow, run: Run, item: string): string {
  const known = existing(flow, item);
  if (run.followUps[known]?.doneAt === undefined) return known;
  throw new BadInput("This follow-up is done already.");
}

function existing(flow: Flow, item: string): string {
  if (!hasFollowUp(flow, item)) throw new NotFound(`This runbook has no follow-up "${item}".`);
  return item;
}

/** Ticks what AWS shows as done, and unticks what it ticked itself; what a person decided stays. */
function read(followUps: FollowUps, { item, holds, says }: Checked, at: number): FollowUps {
  const { byHand, doneAt } = followUps[item] ?? {};
  const seen = changed(followUps, item, { checked: { at, holds, says } });
  if (byHand || holds === null) return seen;
  if (!holds) return undone(seen, item);
  return doneAt === undefined ? changed(seen, item, { doneAt: at, doneBy: "handrail" }) : seen;
}

function undone(followUps: FollowUps, item: string): FollowUps {
  const { doneAt: _at, doneBy: _by, ...rest } = followUps[item] ?? {};
  return { ...followUps, [item]: rest };
}

const changed = (followUps: FollowUps, item: string, change: FollowUp): FollowUps => ({
  ...followUps,
  [item]: { ...followUps[item], ...change },
});
