import type { Flow } from "#flow";
import type { RunEvent } from "../../engine/event.ts";
import { type Postmortem, postmortem, type Section, toMarkdown } from "../../engine/postmortem.ts";
import type { Run } from "../../engine/run.ts";
import { followUpsOf } from "../../engine/titles.ts";
import type { Brought } from "./asides.ts";
import { button, context, header, row } from "./blocks.ts";
import { checklist } from "./checklist.ts";
import type { Extras } from "./extras.ts";
import type { Message } from "./message.ts";
import { paragraphs } from "./paragraphs.ts";
import { post } from "./post.ts";

/**
 * What a closed run leaves: the postmortem in the thread, its file, the follow-ups, and once published its summary in the
 * channel. What is noted after the close stands below.
 */
export function closing(flow: Flow, run: Run, { names = {} }: Extras): readonly Brought[] {
  if (!run.ending) return [];
  const closed = run.log.findIndex(ends);
  const written = postmortem(flow, run);
  const { title, sections } = written;
  const file: Message = {
    kind: "file",
    key: "file/postmortem",
    filename: `postmortem-${flow.id}-${new Date(run.startedAt).toISOString().slice(0, 10)}.md`,
    title: `Postmortem: ${flow.title}`,
    content: toMarkdown(written, names),
  };
  const summary = run.log.findIndex(({ kind }) => kind === "published");
  return [
    { event: closed, message: inFull(run, written) },
    { event: closed, message: file },
    ...followUps(flow, run, closed),
    ...(summary < 0 ? [] : [{ event: summary, message: published(title, sections) }]),
  ];
}

const ends = (event: RunEvent): boolean =>
  event.kind === "stopped" || ("led" in event && event.led.kind === "end");

function inFull(run: Run, { title, sections }: Postmortem): Message {
  const publish = button("Publish to channel", { act: "publish", run: run.id }, "primary");
  return post("postmortem", "thread", [
    header(title),
    // First, because what does not fit is cut from the end.
    context(origin),
    ...paragraphs(sections),
    ...row(run.publishedAt === undefined ? [publish] : []),
  ]);
}

// Slack may have refused the file, so that nothing may be said to stand there.
const origin =
  "From the record only. The file below, where Slack took it, has in full what is cut short here; `/runbook postmortem` shows this text again.";

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

/** The parts that the channel is told; the rest stays in the thread. */
const told: ReadonlySet<string> = new Set(["summary", "change", "retests", "followUps"]);

const published = (title: string, sections: readonly Section[]): Message =>
  post("published", "channel", [
    header(title),
    ...paragraphs(sections.filter(({ name }) => told.has(name))),
  ]);
