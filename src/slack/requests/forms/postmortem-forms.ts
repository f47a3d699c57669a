import { postmortem } from "../../../postmortem/postmortem.ts";
import { NotFound } from "../../../run/errors.ts";
import type { RunRow } from "../../../run/run.ts";
import { row as buttons, context, header } from "../../messages/blocks/blocks.ts";
import { linkLine } from "../../messages/blocks/escape.ts";
import { paragraphs } from "../../messages/blocks/postmortem-sections.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import { type Reply, reply } from "../../messages/replies/reply.ts";
import { publishing } from "../../messages/thread/closing.ts";
import { openInChannel, runsInThread } from "../find-run.ts";
import type { RequestParts } from "../request-parts.ts";
import type { Asker } from "../requester.ts";

/** The key of the postmortem's message in the thread. */
const postmortemKey = "postmortem";

/**
 * What the record says: of the open run here, so far; else of the newest closed one, with the button that publishes its
 * summary. The asker's thread comes before their channel.
 */
export async function findPostmortem(parts: RequestParts, asker: Asker): Promise<Reply> {
  const row = (await newestInThread(parts, asker)) ?? (await newestInChannel(parts, asker));
  if (row === undefined) {
    throw new NotFound(says.noPostmortem);
  }
  const run = await parts.engine.see(row.id, "postmortem", asker.person, asker.delivery.signal);
  const flow = parts.engine.flowOf(run);
  const { title, sections } = postmortem(flow, run, parts.forms.own);
  if (run.ending === undefined) return reply([header(`${title}, so far`), ...paragraphs(sections)]);
  const link = (await parts.linkTo(run, postmortemKey)) ?? (await parts.linkTo(run));
  return reply([
    header(title),
    ...linkLine(link, "Open the thread").map(context),
    ...paragraphs(sections),
    ...buttons(publishing(run)),
  ]);
}

async function newestInThread(parts: RequestParts, asker: Asker): Promise<RunRow | undefined> {
  const [newest] = await runsInThread(parts, asker);
  return newest;
}

async function newestInChannel(parts: RequestParts, asker: Asker): Promise<RunRow | undefined> {
  const { channel } = asker;
  if (channel === undefined) return undefined;
  const [open] = await openInChannel(parts, asker);
  const [closed] = await parts.own.rows({ status: "closed", channel, limit: 1 });
  return open ?? closed;
}
