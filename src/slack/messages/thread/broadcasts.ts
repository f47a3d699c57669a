import type { Flow } from "#language";
import { asOf } from "../../../postmortem/postmortem.ts";
import type { RunEvent } from "../../../run/event.ts";
import type { Run } from "../../../run/run.ts";
import { type Closing, closingsOf } from "../../../run/slices/taking-back.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { post } from "../blocks/post.ts";
import { type Announcement, announced } from "./announced.ts";
import { openedAgain } from "./closing.ts";
import { endingLine } from "./ending.ts";
import { escalation } from "./reminders.ts";
import type { Brought } from "./side-messages.ts";
import { subjectOf } from "./subject.ts";
import { endsWatch, watchEnded } from "./watching.ts";

/**
 * What the channel sees, each a post of its own and at most one of each: the start where the card
 * is a reply, the first two of a verdict, a changed verdict, a step that waits and a proof, the close. With the published summary
 * never more than five.
 */
export function broadcasts(flow: Flow, run: Run): readonly Brought[] {
  return [
    ...(run.place.threadTs === undefined
      ? []
      : [brought(run, run.startedAt, "start", start(flow, run))]),
    ...announced(flow, run).map((one) => brought(run, one.at, one.kind, told(flow, run, one))),
    ...closingsOf(run).flatMap((one, place) => closed(flow, run, one, place)),
  ];
}

/** A broadcast cannot be edited: what did not last is told by another one. */
function closed(flow: Flow, run: Run, { event, opened }: Closing, place: number) {
  const nth = place === 0 ? "" : `/${place + 1}`;
  const then = asOf(run, event);
  const told = then.ending ? `${about(flow, run)}: ${endingLine(flow, then, then.ending)}` : "";
  return [
    { event, message: broadcast(`close${nth}`, told) },
    ...(opened === undefined
      ? []
      : [
          {
            event: opened.index,
            message: broadcast(
              `open${nth}`,
              `${about(flow, run)} is open again. ${openedAgain(opened.event)}`,
            ),
          },
        ]),
  ];
}

const broadcast = (name: string, mrkdwn: string) =>
  post(`broadcast/${name}`, "broadcast", [section(mrkdwn)]);

function brought(run: Run, at: number, name: string, mrkdwn: string): Brought {
  const event = Math.max(
    0,
    run.log.findLastIndex((one) => one.at <= at),
  );
  return { event, message: broadcast(name, mrkdwn) };
}

function told(flow: Flow, run: Run, one: Announcement): string {
  if (one.kind === "verdict") return `${about(flow, run)}: ${one.verdict.says}`;
  if (one.kind === "changed") return change(flow, run, one.verdict.says);
  const event = run.log[one.event];
  return `${about(flow, run)}: ${event ? said(flow, run, event, one.event) : ""}`;
}

function said(flow: Flow, run: Run, event: RunEvent, index: number): string {
  if (event.kind === "escalated") return escalation(flow, run, event, index);
  return endsWatch(event) ? watchEnded(flow, run, event, index) : "";
}

const about = (flow: Flow, run: Run): string => subjectOf(run) ?? `*${escapeLine(flow.title)}*`;

const start = (flow: Flow, run: Run): string =>
  `${mention(run.startedBy)} started the runbook *${escapeLine(flow.title)}* for ${about(flow, run)}. It runs in this thread.`;

const change = (flow: Flow, run: Run, says: string): string =>
  `The verdict for ${about(flow, run)} changed. ${says}`;
