import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import type { Reply } from "./messages/reply.ts";
import { obey } from "./obeying.ts";
import { openInThread } from "./which-run.ts";
import { readWish } from "./words.ts";

/**
 * Does what someone asked by naming the bot: the words of the command, behind the name. The bare name asks for the status in a run's thread
 * and offers a start anywhere else, for a mention cannot open a form.
 */
export async function mention(
  desk: Desk,
  asker: Asker,
  text: string,
  botUserId: string,
): Promise<Reply | undefined> {
  const flows = desk.catalogue.flows.map(({ id }) => id);
  const [, ...after] = text.split(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`));
  const wish = readWish(after.join(" "), flows);
  if (wish.kind !== "nothing") return obey(desk, asker, wish);
  const open = await openInThread(desk, asker);
  return obey(desk, asker, open.length > 0 ? { kind: "status" } : wish);
}
