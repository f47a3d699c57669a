import type { Button } from "@slack/types";
import type { Flow } from "#language";
import { builtIn, postmortem, runAsOf, toMarkdown } from "../../../postmortem/postmortem.ts";
import type { Section } from "../../../postmortem/section.ts";
import { followUpsOf } from "../../../run/labels.ts";
import { isOwn } from "../../../run/postmortem-sections.ts";
import type { Run } from "../../../run/run.ts";
import { isNewSince, publicationsOf } from "../../../run/slices/postmortem.ts";
import { type Closing, closingsOf } from "../../../run/slices/taking-back.ts";
import { button, header, row, section } from "../blocks/blocks.ts";
import { mention, shortLine } from "../blocks/escape.ts";
import {
  type FileMessage,
  keyedMessage,
  type Message,
  type SideMessage,
} from "../blocks/message.ts";
import { clockToken } from "../blocks/times.ts";
import { paragraphs } from "../replies/postmortem.ts";
import { checklist, ticksLost } from "./checklist.ts";
import { pictureOfRun } from "./evidence/picture.ts";
import { undoRow } from "./step/finished-step.ts";
import type { ViewInputs } from "./view-inputs.ts";

/**
 * What a closed run leaves: its follow-ups, and below them the postmortem, to be read, edited and published; then what was
 * published. What happens after the close stands below.
 */
export function closingMessages(flow: Flow, run: Run, inputs: ViewInputs): readonly SideMessage[] {
  const closings = closingsOf(run);
  const [first] = closings;
  if (first === undefined) return [];
  return [
    ...followUps(flow, run, first.event),
    ...closings.map((one, place) => closed(flow, run, inputs, { ...one, place })),
    ...ticksLost(flow, run),
    ...publications(flow, run, inputs),
  ];
}

function closed(
  flow: Flow,
  run: Run,
  inputs: ViewInputs,
  { event, opened, place }: Closing & { readonly place: number },
): SideMessage {
  const key = `postmortem${place === 0 ? "" : `/${place + 1}`}`;
  const message =
    opened === undefined
      ? written(flow, run, inputs, key)
      : keyedMessage(key, "thread", [section(reopenedLine(opened.event))]);
  return { event, message };
}

/** "The run was closed here. @ana opened it again, 03:12. Reason: …" */
export function reopenedLine(event: NonNullable<Closing["opened"]>["event"]): string {
  const when = `${mention(event.by)}`;
  if (event.kind === "undone")
    return `The run was closed by mistake: ${when} took it back, ${clockToken(event.at)}.`;
  const why = shortLine(event.reason, 1_000);
  return `${when} opened the run again, ${clockToken(event.at)}. Its postmortem is written when it is closed.\nReason: ${why}`;
}

/** The postmortem in short, and what to do with it; all of it stands behind a button, and in the file once it is published. */
function written(flow: Flow, run: Run, { template, undo }: ViewInputs, key: string): Message {
  const { title, sections } = postmortem(flow, run, template?.own);
  const isPublication = undo !== undefined && run.log[undo]?.kind === "published";
  const isPublished = publicationsOf(run).length > 0;
  return keyedMessage(key, "thread", [
    header(title),
    ...(isPublished ? [] : paragraphs(sections.filter(({ name }) => name === "summary"))),
    section(guidance(run, toBeWritten(sections))),
    ...row([
      ...publishRow(run),
      button("Read all of it", { act: "readPostmortem", run: run.id }),
      button("Edit", { act: "edit", run: run.id }),
    ]),
    ...undoRow(run, isPublication ? undo : undefined),
  ]);
}

function guidance(run: Run, missing: readonly string[]): string {
  if (publicationsOf(run).length > 0)
    return "Published: the summary is in the channel, the file below has all of it.";
  const write = missing.length === 0 ? "" : ` Still to be written: ${missing.join(", ")}.`;
  return `This is a draft from the record. ${mention(run.driver)}, read it, change what needs it, then publish it.${write}`;
}

/** The titles of a team's own sections that nobody has written yet. */
const toBeWritten = (sections: readonly Section[]): readonly string[] =>
  sections.flatMap(({ name, title, written }) =>
    isOwn(name) && written === undefined ? [shortLine(title, 100)] : [],
  );

/** The way into the channel; none where the channel has it as it is. */
export function publishRow(run: Run): readonly Button[] {
  const last = publicationsOf(run).at(-1);
  const handle = { act: "publish", run: run.id } as const;
  if (last === undefined) return [button("Publish to channel", handle, "primary")];
  return isNewSince(run, last) ? [button("Publish the changes", handle, "primary")] : [];
}

/** The follow-ups, to be given to someone, dated and ticked as long as the thread is there. */
function followUps(flow: Flow, run: Run, closed: number): readonly SideMessage[] {
  const items = followUpsOf(flow, run);
  if (Object.keys(items).length === 0) return [];
  const message = keyedMessage("followUps", "thread", [
    header("Follow-ups"),
    ...checklist(flow, run, items),
  ]);
  return [{ event: Math.max(closed, firstOf(flow, run)), message }];
}

/** The event by which the run came to a follow-up first: at a step that has one, or where somebody named one. */
function firstOf(flow: Flow, run: Run): number {
  const reached = run.visits.find(
    ({ step }) => Object.keys(flow.steps[step]?.checklist ?? {}).length > 0,
  );
  const named = run.log.findIndex((event) => "item" in event);
  if (reached === undefined) return named;
  return named < 0 ? reached.event : Math.min(named, reached.event);
}

/** Each publication's file in the thread, as the run stood then, and the newest one's summary in the channel. */
function publications(flow: Flow, run: Run, inputs: ViewInputs): readonly SideMessage[] {
  const events = run.log.flatMap(({ kind }, index) => (kind === "published" ? [index] : []));
  const files = events.map((event, index) => ({
    event,
    message: file(flow, runAsOf(run, event), inputs, index + 1),
  }));
  const [first] = events;
  const newest = publicationsOf(run).at(-1);
  if (first === undefined) return [];
  // What stands in the channel cannot be taken away, only told otherwise.
  if (newest === undefined) return [...files, { event: first, message: notPublished }];
  return [...files, { event: first, message: told(flow, runAsOf(run, newest), inputs) }];
}

const notPublished = keyedMessage("published", "channel", [
  section("This postmortem was published by mistake and taken back. It is still being written."),
]);

const file = (
  flow: Flow,
  then: Run,
  { names = {}, template = builtIn }: ViewInputs,
  nth: number,
): FileMessage => ({
  kind: "file",
  key: `file/postmortem/${nth}`,
  filename: `${stem(flow, then)}${nth === 1 ? "" : `-${nth}`}.md`,
  title: `Postmortem: ${flow.title}`,
  content: toMarkdown(postmortem(flow, then, template.own), names, template),
});

const stem = (flow: Flow, run: Run): string =>
  `postmortem-${flow.id}-${new Date(run.startedAt).toISOString().slice(0, 10)}`;

/** The parts that the channel is told; the rest stays in the thread. */
const parts: ReadonlySet<string> = new Set(["summary", "impact", "change", "retests", "followUps"]);

function told(flow: Flow, then: Run, { template }: ViewInputs): Message {
  const { title, sections } = postmortem(flow, then, template?.own);
  return keyedMessage("published", "channel", [
    header(title),
    ...pictureOfRun(then),
    ...paragraphs(sections.filter(({ name }) => parts.has(name))),
  ]);
}
