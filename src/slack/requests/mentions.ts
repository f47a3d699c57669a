import type { Reply } from "../messages/replies/reply.ts";
import { readWish } from "./command-line.ts";
import { obey } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { runsInThread } from "./find-run.ts";
import type { Asker } from "./requester.ts";

/**
 * Does what someone asked by naming the bot: the words of the command, behind the name. The bare name asks for the status in an open run's thread
 * and offers a start anywhere else, for a mention cannot open a form.
 */
export async function mention(
  desk: Desk,
  asker: Asker,
  text: string,
  botUserId: string,
): Promise<Reply | undefined> {
  const flows = desk.catalogue.flows.map(({ id }) => id);
  const [, ...after] = text.split(namingOf(botUserId));
  const wish = readWish(after.join(" "), flows);
  if (wish.kind !== "nothing") return obey(desk, asker, wish);
  const runs = await runsInThread(desk, asker);
  const isOpen = runs.some(({ status }) => status === "open");
  return obey(desk, asker, isOpen ? { kind: "status" } : wish);
}

/** How Slack writes the name of a user, with or without what it is called. */
export const namingOf = (userId: string): RegExp => new RegExp(`<@${userId}(?:\\|[^<>]*)?>`);
