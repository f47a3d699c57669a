import type { WebClient } from "@slack/web-api";
import type { Reply } from "../messages/replies/reply.ts";
import { errorFor } from "./failures.ts";
import { clientMessageId } from "./message-identity.ts";

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
    try {
      const answer = await client.chat.postMessage({
        ...{ channel, text, blocks: [...blocks], unfurl_links: false, unfurl_media: false },
        ...own,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      });
      return answer.ts ?? "";
    } catch (error) {
      throw errorFor(error);
    }
  };
