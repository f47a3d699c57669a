import { useEffect, useRef } from "preact/hooks";
import type { Sight } from "../../wire.ts";
import { hashOf } from "../state/place.ts";
import { Conversation } from "./conversation.tsx";

/** A thread: its first message and the replies. */
export function Thread({ sight, channel, thread }: ThreadProps) {
  const messages = sight.messages.filter(
    ({ channelId, ts, threadTs }) =>
      channelId === channel && (ts === thread || threadTs === thread),
  );
  const close = hashOf({ kind: "channel", channel });
  const head = useRef<HTMLHeadingElement>(null);
  // Whoever opened it reads on here, and back there when it is closed.
  useEffect(() => {
    head.current?.focus();
    return () => wayTo(thread)?.focus();
  }, []);
  return (
    <Conversation
      sight={sight}
      channel={channel}
      thread={thread}
      messages={messages}
      label="Thread"
      head={
        <>
          <a class="back" href={close} aria-label="Back to the channel">
            ‹
          </a>
          <h2 ref={head} tabIndex={-1}>
            Thread
          </h2>
          <a class="close" href={close} aria-label="Close the thread">
            ✕
          </a>
        </>
      }
    />
  );
}

const wayTo = (thread: string) =>
  document.querySelector<HTMLElement>(`[data-ts="${CSS.escape(thread)}"] .replies`);

interface ThreadProps {
  readonly sight: Sight;
  readonly channel: string;
  readonly thread: string;
}
