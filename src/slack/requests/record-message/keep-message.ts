import { BadInput, NotFound } from "../../../run/errors.ts";
import { kept } from "../../messages/replies/kept-message.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import type { Reply } from "../../messages/replies/reply.ts";
import { askWhich } from "../find-run.ts";
import type { RequestParts } from "../request-parts.ts";
import type { Asker } from "../requester.ts";
import { runsFor } from "./find-runs.ts";
import { notedOf, type SlackMessage } from "./slack-message.ts";

/** Puts a message into the record of the run that it belongs to, or asks which one that is. */
export async function keepInRecord(
  parts: RequestParts,
  asker: Asker,
  message: SlackMessage,
): Promise<Reply> {
  const all = await runsFor(parts, asker.channel ?? "", message);
  const rows = await parts.engine.visible(all, "list", asker.person, asker.delivery.signal);
  const [row] = rows;
  if (row === undefined) {
    throw new NotFound(says.noOpenRun(parts.command));
  }
  if (rows.length > 1) return askWhich("keep", rows, message.ts);
  return keepIn(parts, asker, row.id, message);
}

/** As what a message is kept, and what becomes of what looks like a secret. */
export interface Keeping {
  readonly decision?: boolean;
  readonly secrets?: "strike" | "keep";
}

/** Puts a message into the record of this run. */
export async function keepIn(
  parts: RequestParts,
  asker: Asker,
  run: string,
  message: SlackMessage,
  { decision = false, secrets }: Keeping = {},
): Promise<Reply> {
  const { channel } = asker;
  if (channel === undefined) throw new BadInput(says.noMessagePlace);
  const here = await parts.own.runsInThread(channel, message.root);
  const isHere = here.some(({ id }) => id === run);
  const noted = { ...notedOf(channel, message, isHere), ...(decision ? { decision } : {}) };
  const act = { kind: "note", ...noted, ...(secrets ? { secrets } : {}) } as const;
  const done = await parts.engine.act(run, act, asker.person, asker.delivery);
  const note = done.run.notes.findLast(({ from }) => from?.ts === message.ts);
  return kept(done.run, note, await parts.linkTo(done.run));
}
