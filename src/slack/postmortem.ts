import { NotFound } from "../engine/errors.ts";
import type { RunRow } from "../engine/ports.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import type { Reply } from "./messages/reply.ts";
import { postmortemAt } from "./short-replies.ts";
import { openInChannel } from "./which-run.ts";

/** The key of the postmortem's message in the thread. */
const postmortemKey = "postmortem";

/** Where the postmortem of the newest closed run is: that of the asker's thread, else of their channel. */
export async function findPostmortem(desk: Desk, asker: Asker): Promise<Reply> {
  const closed = await newestClosed(desk, asker);
  if (closed === undefined) throw await noneYet(desk, asker);
  const run = await desk.engine.read(closed.id);
  const link = (await desk.linkTo(run, postmortemKey)) ?? (await desk.linkTo(run));
  return postmortemAt(desk.engine.flowOf(run).title, run.id, link);
}

async function newestClosed(desk: Desk, asker: Asker): Promise<RunRow | undefined> {
  const { channel, threadTs } = asker;
  if (channel === undefined) return undefined;
  const inThread = threadTs === undefined ? [] : await desk.engine.runsInThread(channel, threadTs);
  if (inThread.length > 0) return inThread.find((row) => row.status === "closed");
  const [newest] = await desk.engine.rows({ status: "closed", channel, limit: 1 });
  return newest;
}

async function noneYet(desk: Desk, asker: Asker): Promise<NotFound> {
  const open = await openInChannel(desk, asker);
  return open.length > 0
    ? new NotFound("The runbook here is still open. Its postmortem is written when it closes.")
    : new NotFound("No runbook has been walked in this channel, so there is no postmortem.");
}
