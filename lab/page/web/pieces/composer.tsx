import { useEffect, useRef, useState } from "preact/hooks";
import type { Doing } from "../../acts.ts";
import type { Sight } from "../../wire.ts";
import type { PickedFile } from "../controls/surface.ts";
import { useDraft } from "../state/drafts.ts";
import { useDo } from "../state/server.ts";
import { Attach, AttachedFiles, useAttached } from "./attaching.tsx";
import { SuggestionList } from "./suggestion-list.tsx";
import { type ComposerSuggestion, complete, suggestionsFor } from "./suggestions.ts";

/** Where one writes: Enter sends, Shift and Enter begins a new line, "/" and "@" suggest. */
export function Composer({ sight, channel, thread, label, onSent }: ComposerProps) {
  const [text, setText] = useDraft(`${channel} ${thread}`);
  const [at, setAt] = useState(0);
  const perform = useDo();
  const suggestions = suggestionsFor(text, thread !== null, sight);
  const attached = useAttached();
  const saying = sayingOf(channel, thread, text, attached.files);
  const send = () => {
    if (saying === null) return;
    setText("");
    attached.clear();
    void perform(saying);
    onSent();
  };
  const pick = (suggestion: ComposerSuggestion) => setText(complete(text, suggestion));
  const keys = { suggestions, at, setAt, pick, send, clear: () => setText("") };
  return (
    <form class="composer" onSubmit={(event) => stop(event, send)}>
      <SuggestionList suggestions={suggestions} at={at} pick={pick} />
      <AttachedFiles {...attached} />
      <Attach {...attached} label={label} />
      <Writing
        text={text}
        setText={setText}
        label={`Message to ${label}`}
        placeholder={thread === null ? `Message ${label}` : "Reply"}
        onKeyDown={(event) => onKey(event, keys)}
      />
      <button type="submit" class="button button-primary" disabled={saying === null}>
        Send
      </button>
    </form>
  );
}

interface WritingProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly label: string;
  readonly placeholder: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Writing({ text, setText, label, ...more }: WritingProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (text !== "") field.current?.focus();
  }, [text]);
  return (
    <textarea
      ref={field}
      rows={1}
      value={text}
      aria-label={label}
      onInput={({ currentTarget }) => setText(currentTarget.value)}
      {...more}
    />
  );
}

/** What would be said; null where there is nothing to say. */
function sayingOf(
  channel: string,
  thread: string | null,
  typed: string,
  files: readonly PickedFile[],
): Doing | null {
  const text = typed.trim();
  if (text === "" && files.length === 0) return null;
  return { kind: "say", channel, thread, text, ...(files.length > 0 && { files: [...files] }) };
}

interface ComposerProps {
  readonly sight: Sight;
  readonly channel: string;
  readonly thread: string | null;
  readonly label: string;
  /** Something was said: its writer wants to see it, wherever they read before. */
  readonly onSent: () => void;
}

interface Keys {
  readonly suggestions: readonly ComposerSuggestion[];
  readonly at: number;
  readonly setAt: (at: number) => void;
  readonly pick: (suggestion: ComposerSuggestion) => void;
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
