import type { ComponentChildren } from "preact";
import type { MessageSeen, Sight } from "../../wire.ts";
import { Composer } from "./composer.tsx";
import { useFocusKept } from "./focus.ts";
import { Message } from "./message.tsx";
import { useStickToEnd } from "./stick.ts";

/** A channel or a thread: its messages and where one writes. */
export function Conversation(props: {
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
