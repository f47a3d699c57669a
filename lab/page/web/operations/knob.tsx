import { useEffect, useId, useState } from "preact/hooks";
import { useChange } from "./change.ts";

interface KnobProps {
  readonly name: string;
  /** What goes with the number. */
  readonly more?: Readonly<Record<string, number>>;
  readonly label: string;
  readonly unit: string;
  readonly does: string;
  readonly now: number;
  readonly range: readonly [least: number, most: number];
  readonly note?: string | undefined;
}

/** A number of the request path, and the button that changes it. */
export function Knob({
  name,
  more,
  label,
  unit,
  does,
  now,
  note,
  range: [least, most],
}: KnobProps) {
  const id = useId();
  const change = useChange();
  const [typed, setTyped] = useTyped(now);
  const turn = (event: Event) => {
    event.preventDefault();
    void change({ [name]: Number(typed), ...more });
  };
  return (
    <form class="knob" onSubmit={turn}>
      <label for={id}>{label}</label>
      <div class="knob-row">
        <input
          id={id}
          class="field"
          type="number"
          required
          min={least}
          max={most}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <span class="muted">{unit}</span>
        <button
          type="submit"
          class="button"
          aria-label={`${does}: ${label}`}
          disabled={Number(typed) === now}
        >
          {does}
        </button>
      </div>
      {note && <p class="hint">{note}</p>}
    </form>
  );
}

/** What stands in the field; what the number has become replaces it. */
function useTyped(now: number) {
  const [typed, setTyped] = useState(String(now));
  useEffect(() => setTyped(String(now)), [now]);
  return [typed, setTyped] as const;
}
