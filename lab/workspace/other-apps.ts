import type { Context } from "./context.ts";
import { asRecord, asRecords, asText, type JsonRecord } from "./json.ts";
import { tellMention } from "./people/talk.ts";
import { post, tellApp } from "./posting.ts";

/** Posts a message as another app does, through its bot or a webhook: https://docs.slack.dev/reference/events/message/bot_message */
export async function postFromApp(context: Context, channelId: string, message: JsonRecord) {
  const { text, blocks, ...more } = message;
  const name = asText(more.username) ?? asText(asRecord(more.bot_profile).name) ?? "An app";
  const posted = post(context, {
    channelId,
    author: { kind: "app", id: "B0OTHER", name },
    text: asText(text) ?? "",
    blocks: asRecords(blocks),
    more,
  });
  const [event] = await Promise.all([tellApp(context, posted), tellMention(context, posted)]);
  return { ts: posted.ts, event };
}
