import type { Delivery, Engine } from "../../engine/engine.ts";
import type { Log } from "../../engine/ports.ts";
import { RunUnreadable } from "../../run/errors.ts";

/** What Slack tells of the app itself: of its channels and its rights. */
export interface Changes {
  /** Resolves when what an event asks for is recorded. */
  readonly hear: (event: ChangeEvent, delivery: Delivery) => Promise<void>;
  /** Why Slack took the bot's rights away, as a sentence; undefined while it did not. */
  readonly refused: () => string | undefined;
}

/** An event as far as it is read: https://docs.slack.dev/reference/events */
export interface ChangeEvent {
  readonly type: string;
  readonly [name: string]: unknown;
}

export function createChanges(
  engine: Renaming,
  log: Log,
  readersChanged: (channel: string) => void,
): Changes {
  let refused: string | undefined;
  const lose = (says: string) => {
    refused = says;
    log.error(says);
  };
  return {
    refused: () => refused,
    hear: async (event, delivery) => {
      const { old_channel_id: from, new_channel_id: to } = event;
      if (event.type === "app_uninstalled") return lose(uninstalled);
      if (event.type === "tokens_revoked" && isOfBot(event.tokens)) return lose(revoked);
      if (event.type === "channel_id_changed" && typeof from === "string" && typeof to === "string")
        return rename(engine, from, to, delivery);
      if (isOfReaders(event.type) && typeof event.channel === "string")
        return readersChanged(event.channel);
      log.info("Slack reports a change that asks for nothing.", { event: event.type });
    },
  };
}

type Renaming = Pick<Engine, "rows" | "follow">;

/** Who reads a channel: https://docs.slack.dev/reference/events/member_joined_channel, channel_shared and their opposites. */
const isOfReaders = (type: string): boolean =>
  /^(?:member_(?:joined|left)_channel|channel_(?:un)?shared)$/.test(type);

const kept = "All runs are kept. Install the app again and start Handrail with the new bot token.";
const uninstalled = `The app was uninstalled from the Slack workspace. ${kept}`;
const revoked = `The bot token was revoked in Slack. ${kept}`;

// https://docs.slack.dev/reference/events/tokens_revoked: {"oauth": [user ids], "bot": [user ids]}
const isOfBot = (tokens: unknown): boolean =>
  typeof tokens === "object" &&
  tokens !== null &&
  "bot" in tokens &&
  Array.isArray(tokens.bot) &&
  tokens.bot.length > 0;

const pageSize = 100;

/** All runs of a channel live on under its new id, with the messages they have: https://docs.slack.dev/reference/events/channel_id_changed */
async function rename(
  engine: Renaming,
  from: string,
  channel: string,
  { id, ...more }: Delivery,
): Promise<void> {
  const rows = await engine.rows({ channel: from, limit: pageSize });
  let moved = 0;
  for (const { id: run, place } of rows) {
    const act = { kind: "rehome", to: { ...place, channel }, anew: false } as const;
    const acted = engine.follow(run, act, "handrail", { ...more, id: `${id} ${run}` });
    if (await acted.catch(unlessDamaged)) moved += 1;
  }
  const isMore = rows.length === pageSize && moved > 0;
  if (isMore) await rename(engine, from, channel, { id, ...more });
}

/** A run whose record cannot be read stays where it is, and the others move. */
function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof RunUnreadable)) throw error;
}
