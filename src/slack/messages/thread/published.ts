import type { Flow } from "#language";
import { asOf, builtIn, postmortem, toExport, toMarkdown } from "../../../postmortem/postmortem.ts";
import type { Run } from "../../../run/run.ts";
import { publicationsOf } from "../../../run/slices/postmortem.ts";
import { header, section } from "../blocks/blocks.ts";
import type { FileMessage, Message } from "../blocks/message.ts";
import { paragraphs } from "../blocks/paragraphs.ts";
import { post } from "../blocks/post.ts";
import { pictureOfRun } from "./evidence/picture.ts";
import type { Extras } from "./extras.ts";
import type { Brought } from "./side-messages.ts";

/** The postmortem as the record had it at the close, as a file: nothing that happens later makes another one of it. */
export const draftFile = (
  flow: Flow,
  run: Run,
  extras: Extras,
  { event, nth }: { readonly event: number; readonly nth: string },
): FileMessage =>
  markdownFile(flow, asOf(run, event), extras, {
    key: `file/postmortem${nth === "" ? "" : `/draft${nth}`}`,
    mark: `-draft${nth.replace("/", "-")}`,
  });

/** Each publication's files in the thread, as the run stood then, and the newest one's summary in the channel. */
export function publications(flow: Flow, run: Run, extras: Extras): readonly Brought[] {
  const events = run.log.flatMap(({ kind }, index) => (kind === "published" ? [index] : []));
  const files = events.flatMap((event, index) =>
    filesOf(flow, asOf(run, event), extras, index + 1).map((message) => ({ event, message })),
  );
  const [first] = events;
  const newest = publicationsOf(run).at(-1);
  if (first === undefined) return [];
  // What stands in the channel cannot be taken away, only told otherwise.
  if (newest === undefined) return [...files, { event: first, message: notPublished }];
  const then = asOf(run, newest);
  return [
    ...files,
    { event: first, message: told(flow, then, extras) },
    { event: first, message: canvas(flow, then, extras) },
  ];
}

const notPublished = post("published", "channel", [
  section("This postmortem was published by mistake and taken back. It is still being written."),
]);

function filesOf(flow: Flow, then: Run, extras: Extras, nth: number): readonly Message[] {
  const mark = nth === 1 ? "" : `-${nth}`;
  const written = postmortem(flow, then, extras.template?.own);
  return [
    markdownFile(flow, then, extras, { key: `file/postmortem/${nth}`, mark }),
    {
      kind: "file",
      key: `file/export/${nth}`,
      filename: `${stem(flow, then)}${mark}.json`,
      title: "The same as data, with the follow-ups",
      content: `${JSON.stringify(toExport(flow, then, written, extras.names), null, 2)}\n`,
    },
  ];
}

/** The same page where people can go on writing; what they write there is theirs, until the postmortem is published anew. */
const canvas = (flow: Flow, then: Run, { names = {}, template = builtIn }: Extras): Message => ({
  kind: "canvas",
  key: "canvas",
  title: `Postmortem: ${flow.title}`,
  content: toMarkdown(postmortem(flow, then, template.own), names, template),
});

const markdownFile = (
  flow: Flow,
  then: Run,
  { names = {}, template = builtIn }: Extras,
  { key, mark }: { readonly key: string; readonly mark: string },
): FileMessage => ({
  kind: "file",
  key,
  filename: `${stem(flow, then)}${mark}.md`,
  title: `Postmortem: ${flow.title}`,
  content: toMarkdown(postmortem(flow, then, template.own), names, template),
});

const stem = (flow: Flow, run: Run): string =>
  `postmortem-${flow.id}-${new Date(run.startedAt).toISOString().slice(0, 10)}`;

/** The parts that the channel is told; the rest stays in the thread. */
const parts: ReadonlySet<string> = new Set(["summary", "impact", "change", "retests", "followUps"]);

function told(flow: Flow, then: Run, { template }: Extras): Message {
  const { title, sections } = postmortem(flow, then, template?.own);
  return post("published", "channel", [
    header(title),
    ...pictureOfRun(then),
    ...paragraphs(sections.filter(({ name }) => parts.has(name))),
  ]);
}
