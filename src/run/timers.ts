import { defaultRemind, type Flow } from "#language";
import type { Happening, RunEvent } from "./event.ts";
import { heldUntil, type QuietHours } from "./quiet-hours.ts";
import type { Run } from "./run.ts";
import { currentVisit, type Watching } from "./visits.ts";

/** What time alone will do next to an open run. */
export interface Timer {
  readonly kind: "remind" | "escalate" | "wake" | "unwatch";
  readonly visit: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Seconds between the reminders after the channel was told: once a day, until someone goes on, parks it or stops. */
const daily = 86_400;
/** How long a watch may take for its last look, in seconds. */
const lastLookSeconds = 900;
/** After a reminder that came late, the driver still has this many seconds before the channel is told. */
const leastGrace = 60;

/**
 * What time will do next; undefined for a closed run. At each moment there is one such thing, counted from what was
 * last done, so that work which fell due while nobody performed it happens once. `now` is when it is asked for, if it may
 * have fallen due already: quiet hours hold it back then as well.
 */
export function nextTimer(
  flow: Flow,
  run: Run,
  quiet?: QuietHours,
  now = Number.NEGATIVE_INFINITY,
): Timer | undefined {
  if (run.ending) return undefined;
  const visit = currentVisit(run);
  // Someone chose this moment, so no quiet hours hold it back.
  if (run.parked) return { kind: "wake", visit: visit.id, at: run.parked.until };
  const { kind, at } = visit.watch ? watchEnds(visit.watch) : nudge(flow, run);
  return { kind, visit: visit.id, at: heldUntil(quiet, run, Math.max(at, now)) };
}

/**
 * The same for work that fell due. Where the log was written by a clock that was ahead and was corrected, its moments are still to come:
 * the store has kept the wait itself, so what is `due` there is due. A rest ends when someone said, by whatever clock.
 */
export function dueTimer(
  flow: Flow,
  run: Run,
  quiet: QuietHours | undefined,
  { now, due }: { readonly now: number; readonly due: number },
): Timer | undefined {
  const timer = nextTimer(flow, run, quiet, now);
  const isAhead = run.log.some(({ at }) => at > now);
  if (timer === undefined || !isAhead || timer.kind === "wake") return timer;
  return { ...timer, at: heldUntil(quiet, run, Math.max(due, now)) };
}

export function timerEvent({ kind, visit }: Timer): Happening {
  switch (kind) {
    case "remind":
      return { kind: "reminded", visit };
    case "escalate":
      return { kind: "escalated", visit };
    case "wake":
      return { kind: "unparked" };
    case "unwatch":
      return { kind: "unwatched", visit };
    default:
      throw new Error(`Unknown timer: ${JSON.stringify(kind satisfies never)}`);
  }
}

/** The watch ends itself with a last look; should that fail, time does. */
const watchEnds = ({ until }: Watching): Pick<Timer, "kind" | "at"> => ({
  kind: "unwatch",
  at: until + lastLookSeconds * 1000,
});

/** The reminder; then, unanswered, the word to the channel; then a reminder a day. */
function nudge(flow: Flow, run: Run): Pick<Timer, "kind" | "at"> {
  const { since, snoozed, remindedAt, escalatedAt } = waiting(run);
  const { remind = defaultRemind, escalate = 2 * remind } =
    flow.steps[currentVisit(run).step] ?? {};
  if (remindedAt === undefined) return { kind: "remind", at: since + (snoozed ?? remind) * 1000 };
  if (escalatedAt === undefined) {
    const grace = Math.max(leastGrace, escalate - remind);
    return { kind: "escalate", at: remindedAt + grace * 1000 };
  }
  return { kind: "remind", at: Math.max(remindedAt, escalatedAt) + daily * 1000 };
}

/** What Handrail does by itself and people then have before them. */
const touching: ReadonlySet<RunEvent["kind"]> = new Set(["observed", "unparked", "unwatched"]);

/** How long nobody has touched the run, and what was done about it; each touch starts it over. */
function waiting({ log, startedAt }: Run) {
  const touch = log.findLastIndex(({ by, kind }) => by !== "handrail" || touching.has(kind));
  const since = log[touch];
  const later = log.slice(touch + 1);
  return {
    since: since?.at ?? startedAt,
    snoozed: since?.kind === "snoozed" ? since.seconds : undefined,
    remindedAt: later.findLast(({ kind }) => kind === "reminded")?.at,
    escalatedAt: later.findLast(({ kind }) => kind === "escalated")?.at,
  };
}
