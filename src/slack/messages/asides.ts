import type { Flow } from "#flow";
import type { Person, RunEvent } from "../../engine/event.ts";
import type { Run } from "../../engine/run.ts";
import { button, row, section } from "./blocks.ts";
import { escapeLine, mention, quote } from "./escape.ts";
import { cut } from "./limits.ts";
import type { Message } from "./message.ts";
import { post } from "./post.ts";
import { clock } from "./times.ts";
import { workInWords } from "./work.ts";

/** A message with the index of the event that brought it about. */
export interface Brought {
  readonly event: number;
  readonly message: Message;
}

/**
 * Notes, hand-overs, reminders and work that was given up: a short message each, beside the steps.
 */
export function asides(flow: Flow, run: Run): readonly Brought[] {
  const seen = new Map<string, number>();
  const reminded = new Set<string>();
  let driver: Person = run.startedBy;
  return run.log.flatMap((event, index) => {
    const told = event.kind === "reminded" && reminded.has(event.visit) ? undefined : folder(event);
    if (event.kind === "reminded") reminded.add(event.visit);
    const was = driver;
    driver = driverAfter(event, driver);
    if (told === undefined) return [];
    const nth = (seen.get(told) ?? 0) + 1;
    seen.set(told, nth);
    return [{ event: index, message: aside(flow, run, event, { index, nth, driver: was }) }];
  });
}

interface At {
  readonly index: number;
  /** The how-manieth of its kind. */
  readonly nth: number;
  /** Who drove before this event. */
  readonly driver: Person;
}

function folder(event: RunEvent): string | undefined {
  if (event.kind === "noted") return "note";
  if (event.kind === "handedOver" || event.kind === "tookOver") return "hand";
  if (event.kind === "reminded") return "remind";
  return event.kind === "gaveUp" ? "trouble" : undefined;
}

function driverAfter(event: RunEvent, driver: Person): Person {
  if (event.kind === "handedOver") return event.to;
  return event.kind === "tookOver" ? event.by : driver;
}

function aside(flow: Flow, run: Run, event: RunEvent, { index, nth, driver }: At): Message {
  switch (event.kind) {
    case "noted":
      return thread(`note/${nth}`, `${mention(event.by)} noted:\n${cut(quote(event.text), 2_800)}`);
    case "handedOver":
      return thread(`hand/${nth}`, `${mention(event.by)} handed over to ${mention(event.to)}.`);
    case "tookOver":
      return thread(`hand/${nth}`, takeOver(event.by, driver));
    case "reminded":
      return thread(`remind/${event.visit}`, reminder(flow, run, event.visit, driver));
    case "gaveUp":
      return trouble(run, event, index, nth);
    default:
      throw new Error(`No message of its own: ${event.kind}`);
  }
}

const thread = (key: string, mrkdwn: string): Message => post(key, "thread", [section(mrkdwn)]);

const takeOver = (by: Person, from: Person): string =>
  by === from ? `${mention(by)} drives.` : `${mention(by)} took over from ${mention(from)}.`;

function reminder(flow: Flow, run: Run, id: string, driver: Person): string {
  const visit = run.visits.find((one) => one.id === id);
  const title = escapeLine(flow.steps[visit?.step ?? ""]?.title ?? id);
  const since = visit ? ` since ${clock(visit.enteredAt)}` : "";
  return `${mention(driver)}, “${title}” has been waiting${since}. If you are busy, hand over.`;
}

function trouble(
  run: Run,
  event: RunEvent & { readonly kind: "gaveUp" },
  index: number,
  nth: number,
): Message {
  const again = run.log.slice(index).find(({ kind }) => kind === "retried");
  const why = cut(escapeLine(event.why), 1_000);
  const what = `Handrail gave up ${workInWords(event.work)} after several tries.\nReason: ${why}`;
  const after = again && `\n${mention(again.by)} asked to try again, ${clock(again.at)}.`;
  const retry = button("Try again", { act: "retry", run: run.id });
  return post(`trouble/${nth}`, "thread", [
    section(`${what}${after ?? "\nNothing that was recorded is lost."}`),
    ...row(again ? [] : [retry]),
  ]);
}
