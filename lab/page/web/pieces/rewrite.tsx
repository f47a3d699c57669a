import { useEffect, useRef, useState } from "preact/hooks";
import type { MessageSeen } from "../../wire.ts";
import { useDo } from "../state/server.ts";

/** One's own message while it is edited: Enter saves, Escape leaves it as it was. */
export function Rewrite({
  message,
  done,
}: {
  readonly message: MessageSeen;
  readonly done: () => void;
}) {
  const perform = useDo();
  const [text, setText] = useState(message.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = () => {
    const { channelId: channel, ts } = message;
    if (text.trim() !== "" && text !== message.text)
      void perform({ kind: "edit", channel, message: ts, text: text.trim() });
    done();
  };
  return (
    <form class="composer rewrite" onSubmit={(event) => stop(event, save)}>
      <textarea
        ref={field}
        rows={2}
        value={text}
        aria-label="Edit message"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") stop(event, done);
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) stop(event, save);
        }}
      />
      <button type="submit" class="button button-primary">
        Save
      </button>
      <button type="button" class="button" onClick={done}>
        Cancel
      </button>
    </form>
  );
}

function stop(event: Event, then: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  then();
}
