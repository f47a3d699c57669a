import type { MessageStore } from "../../engine/ports.ts";
import type { Run } from "../../run/run.ts";
import type { Place } from "../../run/state.ts";
import { wentTo } from "../messages/replies/moved-run.ts";
import { newestKey } from "../messages/thread/step/repeated-looks.ts";
import type { Background } from "../requests/background.ts";
import { cardKey } from "./message-rows.ts";
import type { Posts } from "./posts.ts";

/** Remembers where a run's card is; what it gives lets that card say, later, where the run went. */
export type Leaving = (run: Run) => Promise<(to: Place) => void>;

/** Best effort: the old channel may be archived, or the bot no member any more. */
export function createLeaving(parts: {
  readonly messages: MessageStore;
  readonly posts: Pick<Posts, "edit">;
  readonly background: Background;
}): Leaving {
  const { messages, posts, background } = parts;
  return async (run) => {
    const rows = await messages.all(run.id);
    const cards = rows.filter(({ key, ts }) => ts !== "" && isSteering(run, key));
    const { team, channel } = run.place;
    const spot = { team, channel, since: run.startedAt, isBroadcast: false };
    return (to) => {
      for (const { key, ts, generation } of cards)
        background.run("Saying where a run went", () =>
          posts.edit(wentTo(key, to.channel), { run: run.id, key, generation }, spot, {
            ts,
            priority: "leaving",
          }),
        );
    };
  };
}

/** The messages whose buttons steer the run: its card and the step where it stands. */
const isSteering = (run: Run, key: string): boolean => key === cardKey || key === newestKey(run);
