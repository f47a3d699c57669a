import type { MessageSeen, Sight } from "../../wire.ts";
import { hashOf } from "../state/place.ts";
import { Moment } from "../text/mrkdwn.tsx";

/** The way from a message of the channel to its thread. */
export function Replies({ message, sight }: { message: MessageSeen; sight: Sight }) {
  const { channelId: channel, ts, threadTs } = message;
  const thread = threadTs ?? ts;
  const href = hashOf({ kind: "thread", channel, thread });
  if (threadTs !== null) {
    return (
      <a class="replies" href={href}>
        Open the thread
      </a>
    );
  }
  const replies = sight.messages.filter((one) => one.threadTs === ts && one.channelId === channel);
  const last = replies.at(-1);
  if (!last) return null;
  return (
    <a class="replies" href={href}>
      {replies.length} {replies.length === 1 ? "reply" : "replies"}
      <span class="muted">
        {" "}
        last at <Moment seconds={Number(last.ts)} format="{time}" />
      </span>
    </a>
  );
}
