import type { ContextBlock } from "@slack/types";
import { NotFound } from "../engine/errors.ts";
import type { RunRow } from "../engine/ports.ts";
import { postmortem } from "../engine/postmortem.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { row as buttons, context, header } from "./messages/blocks.ts";
import { publishing } from "./messages/closing.ts";
import { linkLine } from "./messages/link.ts";
import { paragraphs } from "./messages/paragraphs.ts";
import type { Reply } from "./messages/reply.ts";
import { reply } from "./messages/replying.ts";
import { says } from "./messages/says.ts";
import { openInChannel } from "./which-run.ts";

/** The key of the postmortem's message in the thread. */
const postmortemKey = "postmortem";

/**
 * What the record says: of the open run here, so far; else of the newest closed one, with the button that publishes its
 * summary. The asker's thread comes before their channel.
 */
export async function findPostmortem(desk: Desk, asker: Asker): Promise<Reply> {
  const row = (await newestInThread(desk, asker)) ?? (await newestInChannel(desk, asker));
  if (row === undefined) {
    throw new NotFound(says.noPostmortem);
  }
  const run = await desk.engine.read(row.id);
  const flow = desk.engine.flowOf(run);
  const { title, sections } = postmortem(flow, run, desk.forms.own);
  if (run.ending === undefined) return reply([header(`${title}, so far`), ...paragraphs(sections)]);
  const link = (await desk.linkTo(run, postmortemKey)) ?? (await desk.linkTo(run));
  return reply([
    header(title),
    ...itsPlace(link),
    ...paragraphs(sections),
    ...buttons(publishing(run)),
  ]);
}

const itsPlace = (link: string | undefined): readonly ContextBlock[] =>
  (link === undefined ? [] : linkLine(link, "Open the thread")).map(context);

async function newestInThread(desk: Desk, asker: Asker): Promise<RunRow | undefined> {
  const { channel, threadTs } = asker;
  if (channel === undefined || threadTs === undefined) return undefined;
  const [newest] = await desk.engine.runsInThread(channel, threadTs);
  return newest;
}

async function newestInChannel(desk: Desk, asker: Asker): Promise<RunRow | undefined> {
  const { channel } = asker;
  if (channel === undefined) return undefined;
  const [open] = await openInChannel(desk, asker);
  const [closed] = await desk.engine.rows({ status: "closed", channel, limit: 1 });
  return open ?? closed;
}
