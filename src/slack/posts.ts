import type { WebClient } from "@slack/web-api";
import { errorFor, type Failure, failureOf } from "./failures.ts";
import { lookFor } from "./looking.ts";
import type { PostMessage } from "./messages/message.ts";
import {
  type Content,
  clientMessageId,
  imagelessContent,
  type Mark,
  markType,
  plainContent,
  richContent,
} from "./sending.ts";
import type { Urgency } from "./urgency.ts";

/** Where a message of a run goes: a reply in `threadTs`, or a message of its own in the channel. */
export interface Spot {
  readonly channel: string;
  readonly threadTs?: string;
  /** Also shown in the channel. */
  readonly isBroadcast: boolean;
  /** Milliseconds since the epoch: nothing of the run is older. */
  readonly since: number;
}

export type Posted =
  | { readonly kind: "posted"; readonly ts: string }
  /** Certainly not posted; `error` says when or whether to try again. */
  | { readonly kind: "not"; readonly error: Error }
  /** Certainly not posted: the first message of the thread was deleted. */
  | { readonly kind: "rootGone"; readonly error: Error }
  /** Nobody knows; look before posting again. */
  | { readonly kind: "doubt"; readonly error: Error };

export type Edited = { readonly kind: "edited" } | { readonly kind: "gone" };

/** Posts, edits and finds single messages, each call once. */
export interface Posts {
  readonly post: (message: PostMessage, mark: Mark, spot: Spot) => Promise<Posted>;
  /** "gone" when the message was deleted or cannot be edited any more. Rejects for every other failure. */
  readonly edit: (
    message: PostMessage,
    mark: Mark,
    spot: Spot,
    which: { readonly ts: string; readonly urgency: Urgency },
  ) => Promise<Edited>;
  /** The ts of a post whose answer was lost, as far as Slack shows it now. */
  readonly find: (mark: Mark, spot: Spot) => Promise<string | undefined>;
}

export function createPosts(client: WebClient, blocksRefused: (mark: Mark) => void): Posts {
  const send = createSender(blocksRefused);
  return {
    post: async (message, mark, spot) => {
      try {
        const answer = await send(message, mark, (content) =>
          client.chat.postMessage({ ...content, ...addressed(mark, spot) }),
        );
        return { kind: "posted", ts: answer.ts ?? "" };
      } catch (error) {
        return { kind: notPosted(failureOf(error)), error: errorFor(error) };
      }
    },
    edit: async (message, mark, { channel }, { ts }) => {
      try {
        await send(message, mark, (content) => client.chat.update({ ...content, channel, ts }));
        return { kind: "edited" };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "refused" && uneditable.has(failure.code)) return { kind: "gone" };
        throw errorFor(error);
      }
    },
    find: (mark, spot) =>
      lookFor(client, mark, spot).catch((error) => Promise.reject(errorFor(error))),
  };
}

/** The ways to send a message, the best first. */
const ways = [richContent, imagelessContent, plainContent] as const;

/** Sends a message with its blocks; where this workspace refused them once, without its images, and at last plainly. */
function createSender(blocksRefused: (mark: Mark) => void) {
  const refused = new Map<string, number>();
  return async <Answer>(
    message: PostMessage,
    mark: Mark,
    call: (content: Content) => Promise<Answer>,
  ): Promise<Answer> => {
    const name = `${mark.run} ${mark.key}`;
    const hasImages = message.blocks.some(({ type }) => type === "image");
    for (let way = refused.get(name) ?? 0; ; way += way === 0 && !hasImages ? 2 : 1) {
      try {
        return await call((ways[way] ?? plainContent)(message));
      } catch (error) {
        const failure = failureOf(error);
        const isRefused = failure.kind === "refused" && blockErrors.has(failure.code);
        if (!isRefused || way >= ways.length - 1) throw error;
        refused.set(name, hasImages && way === 0 ? 1 : 2);
        blocksRefused(mark);
      }
    }
  };
}

const blockErrors = new Set(["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"]);
const uneditable = new Set(["message_not_found", "edit_window_closed", "cant_update_message"]);

const rootless = new Set(["thread_not_found", "cannot_reply_to_message"]);

function notPosted(failure: Failure): "doubt" | "not" | "rootGone" {
  if (failure.kind === "doubt") return "doubt";
  return failure.kind === "refused" && rootless.has(failure.code) ? "rootGone" : "not";
}

const addressed = (mark: Mark, spot: Spot) => ({
  channel: spot.channel,
  unfurl_links: false,
  unfurl_media: false,
  // Not a documented argument, but named in Slack's error list; a repeat with the same id posts nothing new.
  client_msg_id: clientMessageId(mark),
  metadata: { event_type: markType, event_payload: { ...mark } },
  ...(spot.threadTs === undefined ? {} : inThread(spot.threadTs, spot.isBroadcast)),
});

const inThread = (threadTs: string, isBroadcast: boolean) =>
  isBroadcast
    ? ({ thread_ts: threadTs, reply_broadcast: true } as const)
    : ({ thread_ts: threadTs } as const);
