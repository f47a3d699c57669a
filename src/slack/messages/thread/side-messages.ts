import type { Flow } from "#language";
import type { RunEvent } from "../../../run/event.ts";
import { stepOf, stepTitle } from "../../../run/labels.ts";
import { driverBefore, findAfter } from "../../../run/log-lookup.ts";
import type { Run } from "../../../run/run.ts";
import { noteAt } from "../../../run/slices/notes.ts";
import type { Note } from "../../../run/state.ts";
import type { Person } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import {
  keyedMessage,
  type Message,
  memoizeMessages,
  type PostMessage,
  type SideMessage,
} from "../blocks/message.ts";
import { clockToken } from "../blocks/times.ts";
import { noteText } from "../replies/notes.ts";
import { announcements } from "./broadcasts.ts";
import { escalationBlocks, reminderBlocks, restBlocks, wakingBlocks } from "./reminders.ts";
import { endsWatch, watchEnded } from "./step/watch-blocks.ts";

/** Notes, hand-overs, reminders, rests, ends of a watch and work that was given up: a short message each, beside the steps. */
export function sideMessages(flow: Flow, run: Run): readonly SideMessage[] {
  const seen = new Map<string, number>();
  const channel = new Set(announcements(flow, run).map((one) => ("event" in one ? one.event : -1)));
  return run.log.flatMap((event, index) => {
    const side = sides[event.kind] as Side<RunEvent["kind"]> | undefined;
    const counted = side?.counted(event);
    if (side === undefined || counted === undefined || channel.has(index)) return [];
    const nth = (seen.get(counted) ?? 0) + 1;
    seen.set(counted, nth);
    if (event.kind === "noted" && standsHere(run, event)) return [];
    return [{ event: index, message: side.message({ flow, run, event, index, nth }) }];
  });
}

/** A message of this thread that was kept: the thread shows it as it is. */
const standsHere = (run: Run, { from }: RunEvent & { readonly kind: "noted" }): boolean =>
  from?.isHere === true && from.channel === run.place.channel;

interface At<Kind extends RunEvent["kind"]> {
  readonly flow: Flow;
  readonly run: Run;
  readonly event: RunEvent & { readonly kind: Kind };
  readonly index: number;
  /** The how-manieth of those that are counted together. */
  readonly nth: number;
}

interface Side<Kind extends RunEvent["kind"]> {
  /** Under which name it is counted; undefined where it has no message. */
  readonly counted: (event: RunEvent & { readonly kind: Kind }) => string | undefined;
  readonly message: (at: At<Kind>) => Message;
}

const endOfWatch: Side<"observed" | "unwatched"> = {
  counted: (event) => (endsWatch(event) ? "watch" : undefined),
  message: ({ flow, run, event, index, nth }) =>
    thread(`watch/${nth}`, watchEnded(flow, run, event, index)),
};

const sides: { readonly [Kind in RunEvent["kind"]]?: Side<Kind> } = {
  noted: { counted: () => "note", message: note },
  handedOver: {
    counted: () => "hand",
    message: ({ event: { by, to }, nth }) =>
      thread(`hand/${nth}`, `${mention(by)} handed over to ${mention(to)}.`),
  },
  tookOver: {
    counted: () => "hand",
    message: ({ run, event: { by }, index, nth }) =>
      thread(`hand/${nth}`, takeOver(by, driverBefore(run, index))),
  },
  reminded: {
    counted: ({ visit }) => `reminded ${visit}`,
    message: ({ flow, run, event, index, nth }) =>
      keyedMessage(
        `remind/${event.visit}${nth > 1 ? `/${nth}` : ""}`,
        "thread",
        reminderBlocks(flow, run, event, index),
      ),
  },
  escalated: {
    counted: ({ visit }) => `escalated ${visit}`,
    message: ({ flow, run, event, index, nth }) =>
      thread(`escalate/${event.visit}/${nth}`, escalationBlocks(flow, run, event, index)),
  },
  parked: {
    counted: () => "park",
    message: ({ run, event, nth }) => keyedMessage(`park/${nth}`, "thread", restBlocks(run, event)),
  },
  unparked: {
    counted: () => "park",
    message: ({ flow, run, event, index, nth }) =>
      thread(`park/${nth}`, wakingBlocks(flow, run, event, index)),
  },
  gaveUp: { counted: () => "trouble", message: trouble },
  observed: endOfWatch,
  unwatched: endOfWatch,
};

function note({ run, index, nth }: At<"noted">): Message {
  const kept = noteAt(run.notes, index);
  if (kept === undefined) return thread(`note/${nth}`, "");
  return past(kept, [nth], () => thread(`note/${nth}`, noteText(kept)));
}

const past = memoizeMessages<Note>();

const thread = (key: string, mrkdwn: string): PostMessage =>
  keyedMessage(key, "thread", [section(mrkdwn)]);

const takeOver = (by: Person, from: Person): string =>
  by === from ? `${mention(by)} drives.` : `${mention(by)} took over from ${mention(from)}.`;

function trouble({ flow, run, event, index, nth }: At<"gaveUp">): Message {
  const again = findAfter(run, index, ({ kind }) => kind === "retried");
  const why = shortLine(event.why, 1_000);
  const what = `Handrail gave up ${workInWords(flow, event.work)} after several tries.\nReason: ${why}`;
  const after = again && `\n${mention(again.by)} asked to try again, ${clockToken(again.at)}.`;
  const retry = button("Try again", { act: "retry", run: run.id });
  return keyedMessage(`trouble/${nth}`, "thread", [
    section(`${what}${after ?? "\nNothing that was recorded is lost."}`),
    ...row(again ? [] : [retry]),
  ]);
}

/** A piece of work by its effect's key ("show", "probe retest#2") in words, after "Handrail gave up". */
function workInWords(flow: Flow, work: string): string {
  const [kind = "", visit = ""] = work.split(" ");
  const at = `“${escapeLine(stepTitle(flow, stepOf(visit)))}”`;
  if (kind === "show") return "updating this thread";
  if (kind === "probe") return `looking at ${at}`;
  if (kind === "watch") return `a look at ${at}, which it watches,`;
  if (kind === "remind") return `reminding you of ${at}`;
  return `“${escapeLine(work)}”`;
}
