import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Brief, MessageSeen, Sight, Training } from "../../wire.ts";
import { hashOf } from "../state/place.ts";
import { Composer } from "./composer.tsx";
import { useFocusKept } from "./focus.ts";
import { Intro } from "./intro.tsx";
import { Message } from "./message.tsx";
import { useStickToEnd } from "./stick.ts";

/** A channel or a thread: its messages and where one writes. */
function Conversation(props: {
  readonly sight: Sight;
  readonly channel: string;
  readonly thread: string | null;
  readonly messages: readonly MessageSeen[];
  readonly label: string;
  readonly head: ComponentChildren;
  /** What stays below the head. */
  readonly intro?: ComponentChildren;
}) {
  const { sight, channel, thread, messages } = props;
  const { frame, isAtEnd, toEnd } = useStickToEnd(`${channel} ${thread}`);
  useFocusKept(frame);
  return (
    <section class="pane" aria-label={props.label}>
      <div>
        <header class="pane-head">{props.head}</header>
      </div>
      <div class="messages" ref={frame} role="log" aria-label={`Messages in ${props.label}`}>
        <div class="messages-inner">
          {props.intro}
          {messages.map((message) => (
            <Message
              key={message.ts}
              message={message}
              sight={sight}
              isInThread={thread !== null}
            />
          ))}
        </div>
      </div>
      {isAtEnd || (
        <button type="button" class="newest" aria-label="To the newest message" onClick={toEnd}>
          ↓
        </button>
      )}
      <Composer {...{ sight, channel, thread }} label={props.label} onSent={toEnd} />
    </section>
  );
}

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
