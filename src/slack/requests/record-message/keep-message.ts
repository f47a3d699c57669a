import { BadInput, NotFound } from "../../../run/errors.ts";
import { kept } from "../../messages/replies/kept-message.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import type { Reply } from "../../messages/replies/reply.ts";
import { askWhich } from "../find-run.ts";
import type { Request } from "../request.ts";
import { runsFor } from "./find-runs.ts";
import { notedOf, type SlackMessage } from "./slack-message.ts";

/** Puts a message into the record of the run that it belongs to, or asks which one that is. */
export async function keepInRecord(request: Request, message: SlackMessage): Promise<Reply> {
  const { asker, visible, command } = request;
  const rows = await visible(await runsFor(request, asker.channel ?? "", message));
  const [row] = rows;
  if (row === undefined) throw new NotFound(says.noOpenRun(command));
  if (rows.length > 1) return askWhich("keep", rows, message.ts);
  return keepIn(request, row.id, message);
}

/** As what a message is kept, and what becomes of what looks like a secret. */
export interface Keeping {
  readonly decision?: boolean;
  readonly secrets?: "strike" | "keep";
}

/** Puts a message into the record of this run. */
export async function keepIn(
  request: Request,
  id: string,
  message: SlackMessage,
  { decision = false, secrets }: Keeping = {},
): Promise<Reply> {
  const { channel } = request.asker;
  if (channel === undefined) throw new BadInput(says.noMessagePlace);
  const here = await request.own.runsInThread(channel, message.root);
  const noted = notedOf(
    channel,
    message,
    here.some((row) => row.id === id),
  );
  const how = { ...(decision ? { decision } : {}), ...(secrets ? { secrets } : {}) };
  const run = await request.act(id, { kind: "note", ...noted, ...how });
  const note = run.notes.findLast(({ from }) => from?.ts === message.ts);
  return kept(run, note, await request.linkTo(run));
}
