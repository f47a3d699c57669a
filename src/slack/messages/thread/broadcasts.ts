import type { Flow } from "#language";
import { asOf } from "../../../postmortem/postmortem.ts";
import type { Run } from "../../../run/run.ts";
import { type Closing, closingsOf } from "../../../run/slices/taking-back.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { post } from "../blocks/keyed-message.ts";
import { type Announcement, announced } from "./announcements.ts";
import { openedAgain } from "./closing.ts";
import { endingLine } from "./ending.ts";
import { verdictOf } from "./evidence/verdict.ts";
import { escalation } from "./reminders.ts";
import type { SideMessage } from "./side-messages.ts";
import { endsWatch, watchEnded } from "./step/watching.ts";
import { subjectOf } from "./subject.ts";

/**
 * What the channel sees, each a post of its own: the start where the card is a reply, what keeps its newest line true, the close.
 * With the published summary never more than five, unless what was said changed; a proof that is no line of its own is told in the
 * newest one's place.
 */
export function broadcasts(flow: Flow, run: Run): readonly SideMessage[] {
  return [
    ...(run.place.threadTs === undefined
      ? []
      : [brought(run, run.startedAt, "start", start(flow, run))]),
    ...named(announced(flow, run)).map(({ name, one }) =>
      brought(run, one.at, name, told(flow, run, one)),
    ),
    ...closingsOf(run).flatMap((one, place) => closed(flow, run, one, place)),
  ];
}

/** "changed", "changed/2": later ones never rename an earlier one. */
const named = (all: readonly Announcement[]) =>
  all.map((one, place) => {
    const nth = all.slice(0, place + 1).filter(({ kind }) => kind === one.kind).length;
    return { one, name: nth === 1 ? one.kind : `${one.kind}/${nth}` };
  });

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

function brought(run: Run, at: number, name: string, mrkdwn: string): SideMessage {
  const event = Math.max(
    0,
    run.log.findLastIndex((one) => one.at <= at),
  );
  return { event, message: broadcast(name, mrkdwn) };
}

function told(flow: Flow, run: Run, one: Announcement): string {
  const proof = one.proof === undefined ? undefined : run.log[one.proof];
  if (proof?.kind === "observed")
    return `${about(flow, run)}: ${verdictOf(proof.evidence)}${itWas(one)}`;
  if ("event" in one) return `${about(flow, run)}: ${said(flow, run, one.event)}`;
  const { says } = one.verdict;
  if (one.kind === "verdict") return `${about(flow, run)}: ${says}`;
  return `The verdict for ${about(flow, run)} ${one.kind === "changed" ? "changed" : "is surer now"}. ${says}`;
}

/** What the line said until it was proven, without what stands out. */
const itWas = (one: Announcement): string =>
  "verdict" in one ? `\nIt was: ${one.verdict.says.split("\n")[0]?.replaceAll("*", "") ?? ""}` : "";

function said(flow: Flow, run: Run, index: number): string {
  const event = run.log[index];
  if (event?.kind === "escalated") return escalation(flow, run, event, index);
  if (event?.kind === "observed" && !event.settles) return verdictOf(event.evidence);
  return event && endsWatch(event) ? watchEnded(flow, run, event, index) : "";
}

const about = (flow: Flow, run: Run): string => subjectOf(run) ?? `*${escapeLine(flow.title)}*`;

const start = (flow: Flow, run: Run): string =>
  `${mention(run.startedBy)} started the runbook *${escapeLine(flow.title)}* for ${about(flow, run)}. It runs in this thread.`;
