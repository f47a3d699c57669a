import { NotFound } from "../engine/errors.ts";
import type { RunRow } from "../engine/ports.ts";
import { postmortem } from "../engine/postmortem.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { header, section } from "./messages/blocks.ts";
import type { Reply } from "./messages/reply.ts";
import { reply } from "./messages/replying.ts";
import { toMrkdwn } from "./messages/words.ts";
import { postmortemAt } from "./short-replies.ts";
import { openInChannel } from "./which-run.ts";

/** The key of the postmortem's message in the thread. */
const postmortemKey = "postmortem";

/**
 * What the record says: of the open run here, so far; else where the newest closed run's postmortem is. The asker's thread
 * comes before their channel.
 */
export async function findPostmortem(desk: Desk, asker: Asker): Promise<Reply> {
  const row = (await newestInThread(desk, asker)) ?? (await newestInChannel(desk, asker));
  if (row === undefined) {
    throw new NotFound("No runbook was walked in this channel, so there is no postmortem.");
  }
  const run = await desk.engine.read(row.id);
  const flow = desk.engine.flowOf(run);
  if (run.ending !== undefined) {
    const link = (await desk.linkTo(run, postmortemKey)) ?? (await desk.linkTo(run));
    return postmortemAt(flow.title, run.id, link);
  }
  const { title, sections } = postmortem(flow, run);
  const paragraphs = sections.map((part) => {
    const lines = part.sentences.map(({ words }) => `•  ${toMrkdwn(words)}`);
    return section([`*${part.title}*`, ...lines].join("\n"));
  });
  return reply([header(`${title}, so far`), ...paragraphs]);
}

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
