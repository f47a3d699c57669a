import type { ComposerSuggestion } from "./suggestions.ts";

/** What the composer offers, above it; the marked one is taken with Enter or Tab. */
export function SuggestionList(props: {
  readonly suggestions: readonly ComposerSuggestion[];
  readonly at: number;
  readonly pick: (suggestion: ComposerSuggestion) => void;
}) {
  const { suggestions, at, pick } = props;
  if (suggestions.length === 0) return null;
  return (
    <ul class="suggestions" aria-live="polite" aria-label="Suggestions">
      {suggestions.map((one, index) => (
        <li key={one.id} class={one.insert && index === at % suggestions.length ? "is-marked" : ""}>
          {one.insert === undefined ? (
            <Words of={one} />
          ) : (
            <button type="button" onClick={() => pick(one)}>
              <Words of={one} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const Words = ({ of: { title, note } }: { readonly of: ComposerSuggestion }) => (
  <>
    <strong>{title}</strong> <span class="muted">{note}</span>
  </>
);
