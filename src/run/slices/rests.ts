import { plural } from "../../language/amounts.ts";
import { BadInput } from "../errors.ts";
import { changeVisit, setRun } from "../fold-draft.ts";
import { reasonWords, stepWord } from "../sentence.ts";
import { type ActContext, type Slice, visitOfAct } from "./slice.ts";

export type RestAct =
  /** Silence at this visit for so many seconds. */
  | { readonly kind: "snooze"; readonly visit: string; readonly seconds: number }
  /** Puts the run to rest until a moment (milliseconds since the epoch), or for a while. */
  | { readonly kind: "park"; readonly until: number; readonly reason: string }
  | { readonly kind: "park"; readonly seconds: number; readonly reason: string }
  | { readonly kind: "unpark" };

export type RestEvent =
  | { readonly kind: "reminded"; readonly visit: string }
  /** Nobody touched the step after its reminder either: the channel is told. */
  | { readonly kind: "escalated"; readonly visit: string }
  | { readonly kind: "snoozed"; readonly visit: string; readonly seconds: number }
  /** No reminders until this moment, in milliseconds since the epoch. */
  | { readonly kind: "parked"; readonly until: number; readonly reason: string }
  /** By "handrail" when its time came. */
  | { readonly kind: "unparked" };

/** Reminders of a step that waits, and how long people may be left in peace. */
export const restsSlice: Slice<RestAct, RestEvent> = {
  acts: {
    snooze: { right: "drive", decide: snooze },
    park: { right: "drive", decide: park },
    unpark: {
      right: "drive",
      decide({ run }) {
        if (run.parked === undefined) throw new BadInput("This runbook is awake already.");
        return { kind: "unparked" };
      },
    },
  },
  events: {
    reminded: {
      isMinor: true,
      fold: (draft, { visit, at }) => changeVisit(draft, visit, () => ({ remindedAt: at })),
      says: ({ visit }, { flow }) => [` reminded the driver of ${stepWord(flow, visit)}`],
    },
    escalated: {
      isMinor: true,
      says: ({ visit }, { flow }) => [` told the others that ${stepWord(flow, visit)} is waiting`],
    },
    snoozed: {
      isMinor: true,
      says: ({ seconds }) => [` asked for no reminder for ${lasting(seconds)}`],
    },
    parked: {
      fold: (draft, { until, reason, by, at }) =>
        setRun(draft, { parked: { until, reason, by, at } }),
      says: ({ until, reason }) => [
        " parked the run until ",
        { time: until, day: true },
        reasonWords(reason),
      ],
    },
    unparked: { wakes: true, says: () => [" woke the run"] },
  },
};

/** The longest that a run can rest, in seconds: what nobody needs for a month is stopped, with a reason. */
const longestRest = 31 * 86_400;
/** The longest silence at a step, in seconds; whoever needs more parks the run. */
const longestSnooze = 86_400;
const shortest = 60;

function park({ act, now }: ActContext<RestAct & { readonly kind: "park" }>): RestEvent {
  const reason = act.reason.trim();
  if (reason === "")
    throw new BadInput("Say why, so that others know what it waits for.", "reason");
  const until = "until" in act ? act.until : now + act.seconds * 1000;
  const seconds = (until - now) / 1000;
  if (!(seconds >= shortest && seconds <= longestRest))
    throw new BadInput("A runbook can rest for a minute at least and 31 days at most.", "for");
  return { kind: "parked", until, reason };
}

function snooze(asked: ActContext<RestAct & { readonly kind: "snooze" }>): RestEvent {
  const { id } = visitOfAct(asked);
  const { seconds } = asked.act;
  if (!(seconds >= shortest && seconds <= longestSnooze))
    throw new BadInput("A reminder can wait for a minute at least and a day at most.");
  return { kind: "snoozed", visit: id, seconds };
}

const lasting = (seconds: number): string =>
  seconds < 5_400
    ? plural(Math.round(seconds / 60), "minute")
    : plural(Math.round(seconds / 3600), "hour");
