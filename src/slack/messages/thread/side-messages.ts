import type { Flow } from "#language";
import type { RunEvent } from "../../../run/event.ts";
import { driverBefore, findAfter, visitOf } from "../../../run/log-lookup.ts";
import type { Run } from "../../../run/run.ts";
import { noteAt } from "../../../run/slices/notes.ts";
import type { Note } from "../../../run/state.ts";
import type { Person } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import {
  type Message,
  type PostMessage,
  post,
  type SideMessage,
  settled,
} from "../blocks/message.ts";
import { clock } from "../blocks/times.ts";
import { noteText } from "../replies/notes.ts";
import { announced } from "./broadcasts.ts";
import { escalation, reminder, rest, waking } from "./reminders.ts";
import { endsWatch, watchEnded } from "./step/watching.ts";

/**
 * Notes, hand-overs, reminders, rests, ends of a watch and work that was given up: a short message each, beside the steps.
 */
export function sideMessages(flow: Flow, run: Run): readonly SideMessage[] {
  const seen = new Map<string, number>();
  const channel = new Set(announced(flow, run).map((one) => ("event" in one ? one.event : -1)));
  return run.log.flatMap((event, index) => {
    const told = folder(event);
    if (told === undefined || channel.has(index)) return [];
    const nth = (seen.get(told) ?? 0) + 1;
    seen.set(told, nth);
    if (event.kind === "noted" && standsHere(run, event)) return [];
    return [{ event: index, message: aside(flow, run, event, { index, nth }) }];
  });
}

/** A message of this thread that was kept: the thread shows it as it is. */
const standsHere = (run: Run, { from }: RunEvent & { readonly kind: "noted" }): boolean =>
  from?.isHere === true && from.channel === run.place.channel;

interface At {
  readonly index: number;
  /** The how-manieth of its kind. */
  readonly nth: number;
}

/** What is counted together, under one name. */
function folder(event: RunEvent): string | undefined {
  switch (event.kind) {
    case "noted":
      return "note";
    case "handedOver":
    case "tookOver":
      return "hand";
    case "reminded":
    case "escalated":
      return `${event.kind} ${event.visit}`;
    case "parked":
    case "unparked":
      return "park";
    case "gaveUp":
      return "trouble";
    default:
      return endsWatch(event) ? "watch" : undefined;
  }
}

function aside(flow: Flow, run: Run, event: RunEvent, { index, nth }: At): Message {
  switch (event.kind) {
    case "noted":
      return note(run, index, nth);
    case "handedOver":
      return thread(`hand/${nth}`, `${mention(event.by)} handed over to ${mention(event.to)}.`);
    case "tookOver":
      return thread(`hand/${nth}`, takeOver(event.by, driverBefore(run, index)));
    case "gaveUp":
      return trouble(flow, run, event, { index, nth });
    default:
      return ofTime(flow, run, event, { index, nth });
  }
}

function ofTime(flow: Flow, run: Run, event: RunEvent, { index, nth }: At): Message {
  switch (event.kind) {
    case "reminded": {
      const key = `remind/${event.visit}${nth > 1 ? `/${nth}` : ""}`;
      return post(key, "thread", reminder(flow, run, event, index));
    }
    case "escalated":
      return thread(`escalate/${event.visit}/${nth}`, escalation(flow, run, event, index));
    case "parked":
      return post(`park/${nth}`, "thread", rest(run, event));
    case "unparked":
      return thread(`park/${nth}`, waking(flow, run, event, index));
    case "observed":
    case "unwatched":
      return thread(`watch/${nth}`, watchEnded(flow, run, event, index));
    default:
      throw new Error(`No message of its own: ${event.kind}`);
  }
}

function note(run: Run, index: number, nth: number): Message {
  const kept = noteAt(run.notes, index);
  if (kept === undefined) return thread(`note/${nth}`, "");
  return past(kept, [nth], () => thread(`note/${nth}`, noteText(kept)));
}

const past = settled<Note>();

const thread = (key: string, mrkdwn: string): PostMessage => post(key, "thread", [section(mrkdwn)]);

const takeOver = (by: Person, from: Person): string =>
  by === from ? `${mention(by)} drives.` : `${mention(by)} took over from ${mention(from)}.`;

function trouble(
  flow: Flow,
  run: Run,
  event: RunEvent & { readonly kind: "gaveUp" },
  { index, nth }: At,
): Message {
  const again = findAfter(run, index, ({ kind }) => kind === "retried");
  const why = shortLine(event.why, 1_000);
  const what = `Handrail gave up ${workInWords(flow, run, event.work)} after several tries.\nReason: ${why}`;
  const after = again && `\n${mention(again.by)} asked to try again, ${clock(again.at)}.`;
  const retry = button("Try again", { act: "retry", run: run.id });
  return post(`trouble/${nth}`, "thread", [
    section(`${what}${after ?? "\nNothing that was recorded is lost."}`),
    ...row(again ? [] : [retry]),
  ]);
}

/**
 * A piece of work by its effect's key ("show", "probe retest#2") in words, after "Handrail gave
 * up".
 */
function workInWords(flow: Flow, run: Run, work: string): string {
  const [kind = "", visit = ""] = work.split(" ");
  const step = visitOf(run, visit)?.step ?? visit;
  const at = `“${escapeLine(flow.steps[step]?.title ?? step)}”`;
  if (kind === "show") return "updating this thread";
  if (kind === "probe") return `looking at ${at}`;
  if (kind === "watch") return `a look at ${at}, which it watches,`;
  if (kind === "remind") return `reminding you of ${at}`;
  return `“${escapeLine(work)}”`;
}
