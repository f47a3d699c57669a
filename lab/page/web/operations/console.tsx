import type { ConsoleSeen } from "../../wire.ts";
import { useChange } from "./change.ts";

/** The console of a played world: what it shows now, and what can be done in it. */
export function Console({ console: { readings, knobs } }: { readonly console: ConsoleSeen }) {
  const change = useChange();
  return (
    <>
      <section aria-label="What the console shows">
        <h3>What the console shows</h3>
        <table class="console">
          <tbody>
            {readings.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-label="Change something">
        <h3>Change something</h3>
        {knobs.map(({ word, label, works }) => (
          <div class="knob knob-row" key={word}>
            <span>{label}</span>
            <button
              type="button"
              class="button"
              aria-label={`Do it: ${label}`}
              disabled={!works}
              onClick={() => void change({ turns: word })}
            >
              Do it
            </button>
          </div>
        ))}
      </section>
    </>
  );
}
