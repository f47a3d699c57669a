import type { Flow } from "#language";
import { checksOf } from "./labels.ts";
import type { QuietHours } from "./quiet-hours.ts";
import type { Run } from "./run.ts";
import { standsAsMade, undoMs } from "./slices/taking-back.ts";
import { nextTimer } from "./timers.ts";
import { currentVisit, type Visit } from "./visits.ts";

/** Work asked for by an event, as data. A worker performs it and reports back with events. */
export type Effect =
  /** Makes the thread look like the run; later once more, where time takes a button away. */
  | { readonly kind: "show"; readonly afterSeconds?: number }
  | { readonly kind: "probe"; readonly visit: string }
  /** One look of a watch; it stays, due again later, until the watch is over. */
  | { readonly kind: "watch"; readonly visit: string }
  /** See whether time alone asks for something at this visit: a reminder, an escalation, the end of a rest. */
  | { readonly kind: "remind"; readonly visit: string; readonly afterSeconds: number }
  /** Look up which follow-ups are done. */
  | { readonly kind: "check"; readonly afterSeconds: number };

/** An effect with its time. One row for each `key` of a run: a second one moves the first. */
export interface DueEffect {
  readonly run: string;
  /** "show", "show later", "probe retest#2", "remind retest#2". */
  readonly key: string;
  readonly effect: Effect;
  /** Milliseconds since the epoch. */
  readonly due: number;
}

/**
 * The work that one event asks for, as data: always a repaint of the thread; for a visit that begins its look (or whose
 * look was given up and is retried) a probe; the look of a watch; a reminder, or its new time; a look at follow-ups. `flow` is
 * what the run walks after the event.
 */
export function effectsBetween(
  flow: Flow,
  before: Run | undefined,
  after: Run,
  quiet?: QuietHours,
): readonly Effect[] {
  const was = before && currentVisit(before);
  const visit = currentVisit(after);
  const entered = was?.id !== visit.id;
  const retried = after.log.at(-1)?.kind === "retried";
  const begins = visit.state === "looking" && (entered || retried || was?.state !== "looking");
  return [
    { kind: "show" },
    ...(canUndo(after) ? [{ kind: "show", afterSeconds: undoMs / 1_000 + 1 } as const] : []),
    ...(begins ? [{ kind: "probe", visit: visit.id } as const] : []),
    ...(watchLooks(was, visit, retried) ? [{ kind: "watch", visit: visit.id } as const] : []),
    ...reminder(flow, before, after, quiet),
    ...checkAfter(flow, before, after),
  ];
}

/** Whether what happened last can be taken back for a while. */
const canUndo = (run: Run): boolean => standsAsMade(run, run.log.length - 1);

/** An effect as a row to queue at `now` (milliseconds). */
export function dueEffect(run: string, effect: Effect, now: number): DueEffect {
  switch (effect.kind) {
    case "show":
      return effect.afterSeconds === undefined
        ? { run, key: "show", effect, due: now }
        : { run, key: "show later", effect, due: now + effect.afterSeconds * 1000 };
    case "probe":
      return { run, key: `probe ${effect.visit}`, effect, due: now };
    case "watch":
      return { run, key: `watch ${effect.visit}`, effect, due: now };
    case "remind":
      return { run, key: `remind ${effect.visit}`, effect, due: now + effect.afterSeconds * 1000 };
    case "check":
      return { run, key: "check", effect, due: now + effect.afterSeconds * 1000 };
    default:
      throw new Error(`Unknown effect: ${JSON.stringify(effect satisfies never)}`);
  }
}

/** A watch that begins, is in a hurry, or was given up and is retried looks now; from then on it sees to itself. */
function watchLooks(was: Visit | undefined, { id, watch }: Visit, retried: boolean): boolean {
  if (watch === undefined) return false;
  const before = was?.id === id ? was.watch : undefined;
  return before === undefined || before.hurriedAt !== watch.hurriedAt || retried;
}

/** One row a visit: a timer that is asked for anew moves it. One that is over is found void when it falls due. */
function reminder(
  flow: Flow,
  before: Run | undefined,
  after: Run,
  quiet: QuietHours | undefined,
): readonly Effect[] {
  const was = before && nextTimer(flow, before, quiet);
  const timer = nextTimer(flow, after, quiet);
  if (!timer || (was && was.visit === timer.visit && was.at === timer.at)) return [];
  const asked = after.log.at(-1)?.at ?? after.startedAt;
  return [{ kind: "remind", visit: timer.visit, afterSeconds: (timer.at - asked) / 1000 }];
}

/** How long after the close follow-ups are looked up daily, in days: what is open then is read when someone asks. */
export const checkedDays = 14;

const daySeconds = 86_400;

/**
 * When follow-ups are looked up: when someone asks, when the run comes to a step that lists them, when it is closed, and then once a day for two weeks, so that what
 * was put back is noticed; not once people have decided on all of them.
 */
function checkAfter(flow: Flow, before: Run | undefined, after: Run): readonly Effect[] {
  const last = after.log.at(-1);
  if (last?.kind === "checkAsked" || (last?.kind === "retried" && after.checking))
    return [checkNow];
  if (arrives(flow, before, after)) return [checkNow];
  if (after.ending === undefined || !isUndecided(flow, after)) return [];
  if (before !== undefined && before.ending === undefined) return [checkNow];
  const end = after.ending.at + checkedDays * daySeconds * 1_000;
  if (last?.kind !== "checked" || last.at + daySeconds * 1_000 > end) return [];
  return [{ kind: "check", afterSeconds: daySeconds }];
}

const checkNow: Effect = { kind: "check", afterSeconds: 0 };

/** Nobody should tick by hand what can be seen. */
function arrives(flow: Flow, before: Run | undefined, after: Run): boolean {
  const { id, step, state } = currentVisit(after);
  const isNew = before === undefined || currentVisit(before).id !== id;
  return isNew && state !== "over" && flow.steps[step]?.checks !== undefined;
}

/** Whether nobody decided by hand on some follow-up that can be looked up. */
const isUndecided = (flow: Flow, { followUps, visits }: Run): boolean =>
  checksOf(flow, visits)
    .flatMap(({ items }) => Object.keys(items))
    .some((item) => followUps[item]?.byHand === undefined);
