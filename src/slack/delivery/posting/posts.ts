import type { WebClient } from "@slack/web-api";
import type { Run } from "../../../run/run.ts";
import type { PostMessage } from "../../messages/blocks/message.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { newestKey } from "../../messages/thread/step/repeated-looks.ts";
import { errorFor, type Failure, failureOf, withReadFailures } from "../web-api/failures.ts";
import { createDegradingSend, type Degraded } from "./degrade-blocks.ts";
import { findPosted, type Spot } from "./find-posted.ts";
import { clientMessageId, markType, type PostMark } from "./message-identity.ts";

export type Posted =
  | { readonly kind: "posted"; readonly ts: string }
  /** Certainly not posted; `error` says when or whether to try again. */
  | { readonly kind: "not"; readonly error: Error }
  /** Certainly not posted: the first message of the thread was deleted. */
  | { readonly kind: "rootGone"; readonly error: Error }
  /** Nobody knows; look before posting again. */
  | { readonly kind: "doubt"; readonly error: Error };

export type Edited = { readonly kind: "edited" } | { readonly kind: "gone" };

/** Which message is edited, and how urgently; `before` is waited for just before Slack is asked. */
export interface EditTarget {
  readonly ts: string;
  readonly priority: EditPriority;
  readonly before?: () => Promise<void>;
}

/** Who the bot is in Slack: the sender of each of its messages. */
export type BotUser = () => Promise<string>;

/** Posts, edits and finds single messages, each call once. */
export interface Posts {
  readonly post: (message: PostMessage, mark: PostMark, spot: Spot) => Promise<Posted>;
  /** "gone" when the message was deleted or cannot be edited any more. Rejects for every other failure. */
  readonly edit: (
    message: PostMessage,
    mark: PostMark,
    spot: Spot,
    which: EditTarget,
  ) => Promise<Edited>;
  /** The ts of a post whose answer was lost, as far as Slack shows it now. */
  readonly find: (mark: PostMark, spot: Spot) => Promise<string | undefined>;
}

export function createPosts(
  client: WebClient,
  botUser: BotUser,
  onDegraded: (what: Degraded) => void,
): Posts {
  const send = createDegradingSend(onDegraded);
  return {
    post: async (message, mark, spot) => {
      try {
        const answer = await send(message, { mark, team: spot.team }, (content) =>
          client.chat.postMessage({ ...content, ...addressed(mark, spot) }),
        );
        const { ts } = answer;
        return typeof ts === "string" && ts !== "" ? { kind: "posted", ts } : nameless;
      } catch (error) {
        return { kind: notPosted(failureOf(error)), error: errorFor(error) };
      }
    },
    edit: async (message, mark, { channel, team }, { ts, before }) => {
      await before?.();
      try {
        const at = { mark, team };
        await send(message, at, (content) => client.chat.update({ ...content, channel, ts }));
        return { kind: "edited" };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== "refused" || !uneditable.has(failure.code)) throw errorFor(error);
        // It would stay with its old buttons; the root of a thread stays all the same.
        if (failure.code === mismatch && message.where === "thread")
          await client.chat.delete({ channel, ts }).catch(unlessRefused);
        return { kind: "gone" };
      }
    },
    find: async (mark, spot) => {
      const own = { mark, botUser: await botUser() };
      return withReadFailures(findPosted(client, own, spot));
    },
  };
}

const nameless: Posted = {
  kind: "doubt",
  error: new Error("Slack took a message and did not say which one it is."),
};

/** What Slack does not let be deleted stays; where nobody knows, the edit is tried again, for a new post would stand beside it. */
function unlessRefused(error: unknown): void {
  if (failureOf(error).kind !== "refused") throw errorFor(error);
}

/** Rich text cannot be replaced by other blocks: https://docs.slack.dev/reference/methods/chat.update */
const mismatch = "block_mismatch";

const uneditable = new Set([
  "message_not_found",
  "edit_window_closed",
  "cant_update_message",
  mismatch,
]);

const rootless = new Set(["thread_not_found", "cannot_reply_to_message"]);

function notPosted(failure: Failure): "doubt" | "not" | "rootGone" {
  if (failure.kind === "doubt") return "doubt";
  return failure.kind === "refused" && rootless.has(failure.code) ? "rootGone" : "not";
}

const addressed = (mark: PostMark, spot: Spot) => ({
  channel: spot.channel,
  unfurl_links: false,
  unfurl_media: false,
  // Not a documented argument, but named in Slack's error list; a repeat with the same id posts nothing new.
  client_msg_id: clientMessageId(mark),
  metadata: { event_type: markType, event_payload: { ...mark } },
  ...(spot.threadTs === undefined ? {} : inThread(spot.threadTs, spot.isBroadcast)),
});

const inThread = (thread_ts: string, isBroadcast: boolean) =>
  isBroadcast ? ({ thread_ts, reply_broadcast: true } as const) : { thread_ts };

/** Posts for everybody what belongs to no run, in a thread or in the channel; the same id twice posts once. Resolves with its ts. */
export type PostOffer = (
  place: { readonly channel: string; readonly threadTs?: string },
  message: Reply,
  id: string,
) => Promise<string>;

export const createOfferPosts =
  (client: WebClient): PostOffer =>
  async ({ channel, threadTs }, { text, blocks }, id) => {
    // Not a documented argument, but named in Slack's error list.
    const own = { client_msg_id: clientMessageId({ run: id, key: "offer", generation: 0 }) };
    const posting = client.chat.postMessage({
      ...{ channel, text, blocks: [...blocks], unfurl_links: false, unfurl_media: false },
      ...own,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    });
    return (await withReadFailures(posting)).ts ?? "";
  };

/**
 * What an edit brings, the most urgent first.
 * - leaving: buttons go that nobody may press any more
 * - news: anything else that a person waits for
 * - progress: how far a look has come; the next one makes up for a missed one
 */
export type EditPriority = "leaving" | "news" | "progress";

export function editPriority(run: Run, message: PostMessage): EditPriority {
  if (!message.blocks.some(({ type }) => type === "actions")) return "leaving";
  const visit = run.visits.at(-1);
  const isOut = visit?.state === "looking" && message.key === newestKey(run);
  return isOut ? "progress" : "news";
}

/** Sorts edits, the most urgent first; those alike stay in their order. */
export const sortByPriority = (run: Run) => (one: PostMessage, other: PostMessage) =>
  rank[editPriority(run, one)] - rank[editPriority(run, other)];

const rank = { leaving: 0, news: 1, progress: 2 } as const;
