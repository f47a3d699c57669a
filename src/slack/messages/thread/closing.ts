import type { Button } from "@slack/types";
import type { Flow } from "#language";
import { postmortem } from "../../../postmortem/postmortem.ts";
import { followUpsOf } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import { isNewSince, publicationsOf } from "../../../run/slices/postmortem.ts";
import { type Closing, closingsOf } from "../../../run/slices/taking-back.ts";
import { button, context, header, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import type { Message } from "../blocks/message.ts";
import { paragraphs } from "../blocks/paragraphs.ts";
import { post } from "../blocks/post.ts";
import { clock } from "../blocks/times.ts";
import { checklist } from "./checklist.ts";
import { pictureOfRun } from "./evidence/picture.ts";
import type { Extras } from "./extras.ts";
import { draftFile, publications } from "./published.ts";
import type { Brought } from "./side-messages.ts";
import { undoRow } from "./step/left.ts";
import { ticksLost } from "./ticks-lost.ts";

/**
 * What a closed run leaves: its postmortem, to be edited and published; the follow-ups; and what was published. What happens
 * after the close stands below.
 */
export function closing(flow: Flow, run: Run, extras: Extras): readonly Brought[] {
  const closings = closingsOf(run);
  const [first] = closings;
  if (first === undefined) return [];
  return [
    ...closings.flatMap((one, place) => closed(flow, run, extras, { ...one, place })),
    ...followUps(flow, run, first.event),
    ...ticksLost(flow, run),
    ...publications(flow, run, extras),
  ];
}

/** What one close leaves; of one that did not last, only that. */
function closed(
  flow: Flow,
  run: Run,
  extras: Extras,
  { event, opened, place }: Closing & { readonly place: number },
): readonly Brought[] {
  const nth = place === 0 ? "" : `/${place + 1}`;
  const key = `postmortem${nth}`;
  const message =
    opened === undefined
      ? draft(flow, run, extras, key)
      : post(key, "thread", [section(openedAgain(opened.event))]);
  return [
    { event, message },
    { event, message: draftFile(flow, run, extras, { event, nth }) },
  ];
}

/** "The run was closed here. @ana opened it again, 03:12. Reason: …" */
export function openedAgain(event: NonNullable<Closing["opened"]>["event"]): string {
  const when = `${mention(event.by)}`;
  if (event.kind === "undone")
    return `The run was closed by mistake: ${when} took it back, ${clock(event.at)}.`;
  const why = cut(escapeLine(event.reason), 1_000);
  return `${when} opened the run again, ${clock(event.at)}. Its postmortem is written when it is closed.\nReason: ${why}`;
}

function draft(flow: Flow, run: Run, { template, undo }: Extras, key: string): Message {
  const { title, sections } = postmortem(flow, run, template?.own);
  const isPublication = undo !== undefined && run.log[undo]?.kind === "published";
  return post(key, "thread", [
    header(title),
    // First, because what does not fit is cut from the end.
    context(guidance(run)),
    ...pictureOfRun(run),
    // The thread itself is the timeline; the file has it in one piece.
    ...paragraphs(sections.filter(({ name }) => name !== "timeline")),
    ...row([...publishing(run), button("Edit", { act: "edit", run: run.id })]),
    ...undoRow(run, isPublication ? undo : undefined),
  ]);
}

/** What to do with it. Slack may have refused the file, so that nothing may be said to stand there. */
function guidance(run: Run): string {
  const more =
    "The file below, where Slack took it, has the timeline too, and in full what is cut short here; `/runbook postmortem` shows this text again.";
  return run.publishedAt === undefined
    ? `A draft, written from the record. ${mention(run.driver)}, read it, put into your words what needs them, and publish it. ${more}`
    : `Published. ${more}`;
}

/** The way into the channel; none where the channel has it as it is. */
export function publishing(run: Run): readonly Button[] {
  const last = publicationsOf(run).at(-1);
  const handle = { act: "publish", run: run.id } as const;
  if (last === undefined) return [button("Publish to channel", handle, "primary")];
  return isNewSince(run, last) ? [button("Publish the changes", handle, "primary")] : [];
}

/** The follow-ups, to be given to someone, dated and ticked as long as the thread is there. */
function followUps(flow: Flow, run: Run, closed: number): readonly Brought[] {
  const items = followUpsOf(flow, run);
  if (Object.keys(items).length === 0) return [];
  const message = post("followUps", "thread", [
    header("Follow-ups"),
    ...checklist(flow, run, items),
  ]);
  return [{ event: Math.max(closed, firstOf(flow, run)), message }];
}

/** The event by which the run came to a follow-up first: where no step had any, somebody named one. */
function firstOf(flow: Flow, run: Run): number {
  if (Object.keys(followUpsOf(flow, { ...run, followUps: {} })).length > 0) return 0;
  return run.log.findIndex((event) => "item" in event);
}
