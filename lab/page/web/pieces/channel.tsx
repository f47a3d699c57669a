import type { Brief, Sight, Training } from "../../wire.ts";
import { hashOf } from "../state/place.ts";
import { Conversation } from "./conversation.tsx";
import { Intro } from "./intro.tsx";

/** A channel: messages that are not replies, and replies that were also sent to it. */
export function Channel(props: {
  readonly sight: Sight;
  readonly channel: string;
  readonly brief: Brief;
  readonly training: Training;
}) {
  const { sight, channel, brief, training } = props;
  const found = sight.channels.find(({ id }) => id === channel);
  const label = `#${found?.name ?? channel}`;
  const messages = sight.messages.filter(
    (message) =>
      message.channelId === channel && (message.threadTs === null || message.isBroadcast),
  );
  return (
    <Conversation
      sight={sight}
      channel={channel}
      thread={null}
      messages={messages}
      label={label}
      head={
        <>
          <a class="back" href={hashOf({ kind: "channels" })} aria-label="Back to the channels">
            ‹
          </a>
          <h2>{label}</h2>
        </>
      }
      intro={channel === brief.channel && <Intro {...{ brief, training, sight }} />}
    />
  );
}
