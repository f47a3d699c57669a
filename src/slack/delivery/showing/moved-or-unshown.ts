import type { WebClient } from "@slack/web-api";
import type { MessageStore } from "../../../engine/ports.ts";
import type { Run } from "../../../run/run.ts";
import type { Place } from "../../../run/state.ts";
import { cannotBeShown } from "../../messages/replies/short-replies.ts";
import { movedCard } from "../../messages/thread/notices.ts";
import { newestKey } from "../../messages/thread/step/repeated-looks.ts";
import type { Background } from "../../requests/background.ts";
import { cardKey } from "../posting/message-rows.ts";
import type { Posts } from "../posting/posts.ts";

/** Remembers where a run's card is; what it gives lets that card say, later, where the run went. */
export type RememberCardPlace = (run: Run) => Promise<(to: Place) => void>;

/** Best effort: the old channel may be archived, or the bot no member any more. */
export function createRememberCardPlace(parts: {
  readonly messages: MessageStore;
  readonly posts: Pick<Posts, "edit">;
  readonly background: Background;
}): RememberCardPlace {
  const { messages, posts, background } = parts;
  return async (run) => {
    const rows = await messages.all(run.id);
    const cards = rows.filter(({ key, ts }) => ts !== "" && isSteering(run, key));
    const { team, channel } = run.place;
    const spot = { team, channel, since: run.startedAt, isBroadcast: false };
    return (to) => {
      for (const { key, ts, generation } of cards)
        background.run("Saying where a run went", () =>
          posts.edit(movedCard(key, to.channel), { run: run.id, key, generation }, spot, {
            ts,
            priority: "leaving",
          }),
        );
    };
  };
}

/** The messages whose buttons steer the run: its card and the step where it stands. */
const isSteering = (run: Run, key: string): boolean => key === cardKey || key === newestKey(run);

/** Tells a run's driver that its thread cannot be written, why, and how to go on. */
export type TellUnshown = (run: Run, why: string) => Promise<void>;

/**
 * In App Home, which needs no channel; and in the channel, where a note that only the driver sees may still be possible.
 * Never rejects: each way may be closed for the very reason that it should tell.
 */
export function createTellUnshown(parts: {
  readonly client: WebClient;
  readonly background: Background;
  readonly publishHome: (person: string) => Promise<void>;
  readonly command: string;
}): TellUnshown {
  const { client, background, publishHome, command } = parts;
  return async ({ id, driver, place }, why) => {
    background.run("Telling the driver in App Home", () => publishHome(driver));
    background.run("Telling the driver in the channel", () => {
      const { text, blocks } = cannotBeShown(why, command, id);
      const { channel } = place;
      return client.chat.postEphemeral({ channel, user: driver, text, blocks: [...blocks] });
    });
  };
}
