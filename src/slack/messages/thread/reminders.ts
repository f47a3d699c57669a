import type { Button, KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import type { RunEvent } from "../../../run/event.ts";
import { stepOf, stepTitle } from "../../../run/labels.ts";
import { driverBefore, findAfter, visitOf } from "../../../run/log-lookup.ts";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import { clockToken, dayAndClock } from "../blocks/times.ts";

type Of<Kind extends RunEvent["kind"]> = RunEvent & { readonly kind: Kind };

/** The driver is reminded of a step, with the ways to be left alone while the newest reminder stands. */
export function reminderBlocks(
  flow: Flow,
  run: Run,
  event: Of<"reminded">,
  index: number,
): readonly KnownBlock[] {
  const driver = mention(driverBefore(run, index));
  const says = `${driver}, ${waits(flow, run, event.visit)}. If you are busy, hand over.`;
  const touch = findAfter(run, index, ({ by }) => by !== "handrail");
  if (touch?.kind === "snoozed") return [section(`${says}\n${snoozed(touch)}`)];
  const isNewest = !findAfter(run, index, ({ kind }) => kind === "reminded");
  const isOpen = touch === undefined && isNewest && !run.ending && run.parked === undefined;
  return [section(says), ...row(isOpen ? snoozeButtons(run, event.visit) : [])];
}

/** The channel, or once it was told the thread, hears of a step that nobody touches. */
export function escalationBlocks(
  flow: Flow,
  run: Run,
  event: Of<"escalated">,
  index: number,
): string {
  const driver = mention(driverBefore(run, index));
  return `${driver} drives this runbook, and ${waits(flow, run, event.visit)}, also after a reminder. Whoever is free can take over in the thread.`;
}

export function restBlocks(run: Run, event: Of<"parked">): readonly KnownBlock[] {
  const reason = shortLine(event.reason, 1_000);
  const says = `${mention(event.by)} parked the runbook until ${dayAndClock(event.until)}.\nReason: ${reason}`;
  const isNow = run.parked?.at === event.at && run.parked.until === event.until;
  return [section(says), ...row(isNow ? [wakeButton(run)] : [])];
}

/** The rest is over: by itself, which calls the driver, or because someone woke it. */
export function wakingBlocks(flow: Flow, run: Run, event: Of<"unparked">, index: number): string {
  if (event.by !== "handrail") return `${mention(event.by)} woke the runbook.`;
  const driver = mention(driverBefore(run, index));
  return `${driver}, the time to rest is over. The newest step of “${escapeLine(flow.title)}” waits for you.`;
}

/** "Parked until 14:00 by @ana. Reason: the vendor looks into it" */
export function restingLine({ parked }: Run): string | undefined {
  if (parked === undefined) return undefined;
  const reason = shortLine(parked.reason, 500);
  return `*Parked* until ${dayAndClock(parked.until)} by ${mention(parked.by)}. Reason: ${reason}`;
}

export const wakeButton = ({ id }: Run): Button =>
  button("Go on now", { act: "unpark", run: id }, "primary");

function waits(flow: Flow, run: Run, id: string): string {
  const visit = visitOf(run, id);
  const title = escapeLine(stepTitle(flow, stepOf(id)));
  const since = visit ? ` since ${clockToken(visit.enteredAt)}` : "";
  return `“${title}” has been waiting${since}`;
}

const snoozed = ({ by, at, seconds }: Of<"snoozed">): string =>
  `${mention(by)} asked for silence until ${clockToken(at + seconds * 1000)}.`;

function snoozeButtons(run: Run, visit: string): readonly Button[] {
  const { id, state } = currentVisit(run);
  if (id !== visit || state === "over") return [];
  const later = (label: string, item: string) =>
    button(label, { act: "snooze", run: run.id, visit, item });
  return [later("Remind me in 15 minutes", "900"), later("Remind me in 1 hour", "3600")];
}
