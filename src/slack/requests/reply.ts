import type { WebClient } from "@slack/web-api";
import { type Reply, replyModal } from "../messages/replies/reply.ts";
import type { Modals } from "./forms/modals.ts";
import type { Asker } from "./requester.ts";

/** Tells one person something that nobody else sees: in place of what they clicked, in their thread, or in their modal. */
export type Tell = (asker: Asker, reply: Reply) => Promise<void>;

export function createTell(client: WebClient, modals: Modals): Tell {
  return async (asker, reply) => {
    const { view, channel, responseUrl, triggerId } = asker;
    if (view !== undefined && channel === undefined) {
      return modals.update(view.id, { ...replyModal(reply), clear_on_close: true });
    }
    if (responseUrl !== undefined && (await respond(asker, responseUrl, reply))) return;
    if (channel !== undefined) return whisper(client, asker, channel, reply);
    if (triggerId !== undefined) await modals.open(asker, replyModal(reply));
  };
}

/** Takes away the private message whose button was clicked; there is nothing to take away elsewhere. */
export async function dismiss({ isPrivate, responseUrl }: Asker): Promise<void> {
  if (isPrivate && responseUrl !== undefined) await send(responseUrl, { delete_original: true });
}

const respondMs = 5_000;

const respond = (asker: Asker, url: string, reply: Reply): Promise<boolean> =>
  send(url, {
    response_type: "ephemeral",
    replace_original: asker.isPrivate,
    ...reply,
    // Without it the answer lands at the channel's root.
    ...(asker.threadTs === undefined ? {} : { thread_ts: asker.threadTs }),
  });

/** Whether the response_url took it: it lives 30 minutes and takes five answers. */
async function send(url: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(respondMs),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function whisper(client: WebClient, asker: Asker, channel: string, reply: Reply) {
  await client.chat.postEphemeral({
    channel,
    user: asker.person,
    text: reply.text,
    blocks: [...reply.blocks],
    ...(asker.threadTs === undefined ? {} : { thread_ts: asker.threadTs }),
  });
}
