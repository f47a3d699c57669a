import { useEffect, useRef, useState } from "preact/hooks";
import type { Sight } from "../../wire.ts";
import { useDo } from "../state/doing.ts";
import { useDraft } from "../state/drafts.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import { complete, type Suggestion, suggestionsFor } from "./suggestions.ts";

/** Where one writes: Enter sends, Shift and Enter begins a new line, "/" and "@" suggest. */
export function Composer({ sight, channel, thread, label }: ComposerProps) {
  const [text, setText] = useDraft(`${channel} ${thread}`);
  const [at, setAt] = useState(0);
  const perform = useDo();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (text !== "") field.current?.focus();
  }, [text]);
  const suggestions = suggestionsFor(text, thread !== null, sight);
  const send = () => {
    if (text.trim() === "") return;
    setText("");
    void perform({ kind: "say", channel, thread, text: text.trim() });
  };
  const pick = (suggestion: Suggestion) => setText(complete(text, suggestion));
  const keys = { suggestions, at, setAt, pick, send, clear: () => setText("") };
  return (
    <form class="composer" onSubmit={(event) => stop(event, send)}>
      <SuggestionList suggestions={suggestions} at={at} pick={pick} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={`Message to ${label}`}
        placeholder={thread === null ? `Message ${label}` : "Reply"}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => onKey(event, keys)}
      />
      <button type="submit" class="button button-primary" disabled={text.trim() === ""}>
        Send
      </button>
    </form>
  );
}

interface ComposerProps {
  readonly sight: Sight;
  readonly channel: string;
  readonly thread: string | null;
  readonly label: string;
}

interface Keys {
  readonly suggestions: readonly Suggestion[];
  readonly at: number;
  readonly setAt: (at: number) => void;
  readonly pick: (suggestion: Suggestion) => void;
  readonly send: () => void;
  readonly clear: () => void;
}

function onKey(event: KeyboardEvent, keys: Keys): void {
  const { suggestions, at } = keys;
  const chosen = suggestions[at % Math.max(1, suggestions.length)];
  const isPicking = chosen?.insert !== undefined;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    stop(event, () => (isPicking ? keys.pick(chosen) : keys.send()));
  } else if (event.key === "Tab" && isPicking && !event.shiftKey) {
    stop(event, () => keys.pick(chosen));
  } else if (/^Arrow(Up|Down)$/.test(event.key) && suggestions.length > 1) {
    const step = event.key === "ArrowDown" ? 1 : suggestions.length - 1;
    stop(event, () => keys.setAt((at + step) % suggestions.length));
  }
}

function stop(event: Event, then: () => void): void {
  event.preventDefault();
  then();
}
