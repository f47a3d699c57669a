import type { Act } from "./act.ts";
import { BadInput } from "./errors.ts";
import type { Happening } from "./event.ts";
import type { Run, Visit } from "./run.ts";

/** The longest that a run can rest, in seconds: what nobody needs for a month is stopped, with a reason. */
const longestRest = 31 * 86_400;
/** The longest silence at a step, in seconds; whoever needs more parks the run. */
const longestSnooze = 86_400;
const shortest = 60;

/** Puts the run to rest, from `now` (milliseconds since the epoch). Throws BadInput for no reason or an odd time. */
export function park(act: Act & { kind: "park" }, now: number): Happening {
  const reason = act.reason.trim();
  if (reason === "")
    throw new BadInput("Say why, so that others know what it waits for.", "reason");
  const until = "until" in act ? act.until : now + act.seconds * 1000;
  const seconds = (until - now) / 1000;
  if (!(seconds >= shortest && seconds <= longestRest))
    throw new BadInput("A runbook can rest for a minute at least and 31 days at most.", "for");
  return { kind: "parked", until, reason };
}

/** Ends the rest. Throws BadInput when there is none. */
export function unpark(run: Run): Happening {
  if (run.parked === undefined) throw new BadInput("This runbook is awake already.");
  return { kind: "unparked" };
}

/** Ends the look of a visit, or its reminders for a while. Throws BadInput where there is no look, or for an odd time. */
export const quieted = (visit: Visit, act: Act & { kind: "cancel" | "snooze" }): Happening =>
  act.kind === "cancel" ? cancel(visit) : snooze(visit, act.seconds);

function cancel({ id, state, cancelled }: Visit): Happening {
  if (state !== "looking") throw new BadInput("Handrail is not looking: there is nothing to stop.");
  if (cancelled) throw new BadInput("This look is being stopped already.");
  return { kind: "cancelled", visit: id };
}

function snooze({ id }: Visit, seconds: number): Happening {
  if (!(seconds >= shortest && seconds <= longestSnooze))
    throw new BadInput("A reminder can wait for a minute at least and a day at most.");
  return { kind: "snoozed", visit: id, seconds };
}
