import type { Flow } from "#language";
import type { Effect } from "./event.ts";
import { current } from "./fold.ts";
import { checkAfter } from "./follow-up-checks.ts";
import type { QuietHours } from "./quiet-hours.ts";
import type { Run, Visit } from "./run.ts";
import { nextTimer } from "./timers.ts";

/** An effect with its time. One row for each `key` of a run: a second one moves the first. */
export interface DueEffect {
  readonly run: string;
  /** "show", "probe retest#2", "remind retest#2". */
  readonly key: string;
  readonly effect: Effect;
  /** Milliseconds since the epoch. */
  readonly due: number;
}

/**
 * The work that one event asks for, as data: always a repaint of the thread; for a visit that begins its look (or whose
 * look was given up and is retried) a probe; the look of a watch; a reminder, or its new time; a look at follow-ups in AWS. `flow` is
 * what the run walks after the event.
 */
export function effectsBetween(
  flow: Flow,
  before: Run | undefined,
  after: Run,
  quiet?: QuietHours,
): readonly Effect[] {
  const was = before && current(before);
  const visit = current(after);
  const entered = was?.id !== visit.id;
  const retried = after.log.at(-1)?.kind === "retried";
  const begins = visit.state === "looking" && (entered || retried || was?.state !== "looking");
  return [
    { kind: "show" },
    ...(begins ? [{ kind: "probe", visit: visit.id } as const] : []),
    ...(watchLooks(was, visit, retried) ? [{ kind: "watch", visit: visit.id } as const] : []),
    ...reminder(flow, before, after, quiet),
    ...checkAfter(flow, before, after),
  ];
}

/** An effect as a row to queue at `now` (milliseconds). */
export function due(run: string, effect: Effect, now: number): DueEffect {
  switch (effect.kind) {
    case "show":
      return { run, key: "show", effect, due: now };
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
