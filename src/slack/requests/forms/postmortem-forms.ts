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
import type { Request } from "../request.ts";

/** The key of the postmortem's message in the thread. */
const postmortemKey = "postmortem";

/**
 * What the record says: of the open run here, so far; else of the newest closed one, with the button that publishes its
 * summary. The asker's thread comes before their channel.
 */
export async function findPostmortem(request: Request): Promise<Reply> {
  const [inThread] = await runsInThread(request);
  const row = inThread ?? (await newestInChannel(request));
  if (row === undefined) throw new NotFound(says.noPostmortem);
  const { run, flow } = await request.see(row.id, "postmortem");
  const { title, sections } = postmortem(flow, run, request.forms.own);
  if (run.ending === undefined) return reply([header(`${title}, so far`), ...paragraphs(sections)]);
  const link = (await request.linkTo(run, postmortemKey)) ?? (await request.linkTo(run));
  return reply([
    header(title),
    ...linkLine(link, "Open the thread").map(context),
    ...paragraphs(sections),
    ...buttons(publishing(run)),
  ]);
}

async function newestInChannel(request: Request): Promise<RunRow | undefined> {
  const { channel } = request.asker;
  if (channel === undefined) return undefined;
  const [open] = await openInChannel(request);
  const [closed] = await request.own.rows({ status: "closed", channel, limit: 1 });
  return open ?? closed;
}
