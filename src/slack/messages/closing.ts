import type { Flow } from "#flow";
import { postmortem, type Section, toMarkdown } from "../../engine/postmortem.ts";
import type { Run } from "../../engine/run.ts";
import { followUpsOf } from "../../engine/titles.ts";
import { button, context, header, row } from "./blocks.ts";
import { checklist } from "./checklist.ts";
import type { Extras } from "./extras.ts";
import type { Message } from "./message.ts";
import { paragraphs } from "./paragraphs.ts";
import { post } from "./post.ts";

/**
 * What a closed run leaves: the postmortem in the thread, its file, and once published its summary
 * in the channel.
 */
export function closing(flow: Flow, run: Run, { names = {} }: Extras): readonly Message[] {
  if (!run.ending) return [];
  const written = postmortem(flow, run);
  const { title, sections } = written;
  const publish = button("Publish to channel", { act: "publish", run: run.id }, "primary");
  const file: Message = {
    kind: "file",
    key: "file/postmortem",
    filename: `postmortem-${flow.id}-${new Date(run.startedAt).toISOString().slice(0, 10)}.md`,
    title: `Postmortem: ${flow.title}`,
    content: toMarkdown(written, names),
  };
  const inFull = [
    header(title),
    // First, because what does not fit is cut from the end.
    context(origin),
    ...paragraphs(sections),
  ];
  const publishing = row(run.publishedAt === undefined ? [publish] : []);
  return [
    post("postmortem", "thread", [...inFull, ...publishing]),
    file,
    ...followUps(flow, run),
    ...(run.publishedAt === undefined ? [] : [published(title, sections)]),
  ];
}

// Slack may have refused the file, so that nothing may be said to stand there.
const origin =
  "From the record only. The file below, where Slack took it, has in full what is cut short here; `/runbook postmortem` shows this text again.";

/** The follow-ups, to be given to someone, dated and ticked as long as the thread is there. */
function followUps(flow: Flow, run: Run): readonly Message[] {
  const items = followUpsOf(flow, run);
  if (Object.keys(items).length === 0) return [];
  return [post("followUps", "thread", [header("Follow-ups"), ...checklist(flow, run, items)])];
}

/** The parts that the channel is told; the rest stays in the thread. */
const told: ReadonlySet<string> = new Set(["summary", "change", "retests", "followUps"]);

const published = (title: string, sections: readonly Section[]): Message =>
  post("published", "channel", [
    header(title),
    ...paragraphs(sections.filter(({ name }) => told.has(name))),
  ]);
