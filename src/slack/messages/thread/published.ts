import type { Flow } from "#language";
import { asOf, builtIn, postmortem, toMarkdown } from "../../../postmortem/postmortem.ts";
import type { Run } from "../../../run/run.ts";
import { publicationsOf } from "../../../run/slices/postmortem.ts";
import { header, section } from "../blocks/blocks.ts";
import { post } from "../blocks/keyed-message.ts";
import type { FileMessage, Message } from "../blocks/message.ts";
import { paragraphs } from "../blocks/postmortem-sections.ts";
import { pictureOfRun } from "./evidence/picture.ts";
import type { SideMessage } from "./side-messages.ts";
import type { ViewInputs } from "./view-inputs.ts";

/** Each publication's file in the thread, as the run stood then, and the newest one's summary in the channel. */
export function publications(flow: Flow, run: Run, inputs: ViewInputs): readonly SideMessage[] {
  const events = run.log.flatMap(({ kind }, index) => (kind === "published" ? [index] : []));
  const files = events.map((event, index) => ({
    event,
    message: file(flow, asOf(run, event), inputs, index + 1),
  }));
  const [first] = events;
  const newest = publicationsOf(run).at(-1);
  if (first === undefined) return [];
  // What stands in the channel cannot be taken away, only told otherwise.
  if (newest === undefined) return [...files, { event: first, message: notPublished }];
  return [...files, { event: first, message: told(flow, asOf(run, newest), inputs) }];
}

const notPublished = post("published", "channel", [
  section("This postmortem was published by mistake and taken back. It is still being written."),
]);

/** All of it, as Markdown. */
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
  return post("published", "channel", [
    header(title),
    ...pictureOfRun(then),
    ...paragraphs(sections.filter(({ name }) => parts.has(name))),
  ]);
}
