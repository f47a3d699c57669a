import { BadInput, HandrailError, NotFound } from "../../../run/errors.ts";
import { type RunRow, rowOf } from "../../../run/run.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { noteKept } from "../../messages/replies/notes.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import { askWhich } from "../find-run.ts";
import type { HandlerDependencies, RequestContext } from "../request-context.ts";
import { notedOf, type SlackMessage } from "./slack-message.ts";

/** Puts a message into the record of the run that it belongs to, or asks which one that is. */
export async function keepInRecord(request: RequestContext, message: SlackMessage): Promise<Reply> {
  const { requester, visible, command } = request;
  const rows = await visible(await runsFor(request, requester.channel ?? "", message));
  const [row] = rows;
  if (row === undefined) throw new NotFound(refusalTexts.noOpenRun(command));
  if (rows.length > 1) return askWhich("keep", rows, message.ts);
  return keepIn(request, row.id, message);
}

/** As what a message is kept, and what becomes of what looks like a secret. */
export interface Keeping {
  readonly decision?: boolean;
  readonly secrets?: "strike" | "keep";
}

export async function keepIn(
  request: RequestContext,
  id: string,
  message: SlackMessage,
  { decision = false, secrets }: Keeping = {},
): Promise<Reply> {
  const { channel } = request.requester;
  if (channel === undefined) throw new BadInput(refusalTexts.noMessagePlace);
  const here = await request.own.runsInThread(channel, message.root);
  const noted = notedOf(
    channel,
    message,
    here.some((row) => row.id === id),
  );
  const how = { ...(decision ? { decision } : {}), ...(secrets ? { secrets } : {}) };
  const run = await request.act(id, { kind: "note", ...noted, ...how });
  const note = run.notes.findLast(({ from }) => from?.ts === message.ts);
  return noteKept(run, note, await request.linkTo(run));
}

export type Belonging = Pick<HandlerDependencies, "engine" | "own" | "readMessage">;

/**
 * The runs that a message may belong to: those of its thread, or the one that its thread was of before that went to another
 * channel; else those that are open in the channel. More than one is to be asked about.
 */
export async function runsFor(
  parts: Belonging,
  channel: string,
  message: SlackMessage,
): Promise<readonly RunRow[]> {
  const inThread = await parts.own.runsInThread(channel, message.root);
  const open = inThread.filter(({ status }) => status === "open");
  if (inThread.length > 0) return open.length > 0 ? open : inThread.slice(0, 1);
  const before = await runBefore(parts, channel, message);
  return before ? [before] : parts.own.rows({ status: "open", channel, limit: mostRuns });
}

const mostRuns = 20;

/** The run whose card is still the root of the thread, though the run lives elsewhere by now. */
async function runBefore(parts: Belonging, channel: string, { root, ts }: SlackMessage) {
  if (root === ts) return undefined;
  const card = await parts.readMessage(channel, root).catch(recoverFrom("no-message"));
  const run = card?.run && (await parts.own.read(card.run).catch(recoverFrom("not-found")));
  return run ? rowOf(run) : undefined;
}

/** For a failure that leaves nothing to be found; all others are thrown on. */
export const recoverFrom = (code: string) => (error: unknown) => {
  if (error instanceof HandrailError && error.code === code) return undefined;
  throw error;
};
