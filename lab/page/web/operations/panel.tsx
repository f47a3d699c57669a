import type { ConsoleSeen, Operations, PageChange, Training } from "../../wire.ts";
import { useActions } from "../state/server.ts";
import { Moment } from "../text/mrkdwn.tsx";
import { Knobs } from "./knobs.tsx";
import { Rate } from "./rate.tsx";
import { RequestPath } from "./request-path.tsx";
import { ScenarioPanel } from "./scenario.tsx";

/** The practice incident itself: what Slack does not show, and what a responder changes outside of it. */
export function OperationsPanel({ operations, training }: PanelProps) {
  return (
    <aside class="operations" aria-label="Operations">
      <header class="pane-head">
        <h2>Operations</h2>
      </header>
      <div class="operations-body">
        <ScenarioPanel training={training} />
        {"knobs" in operations ? (
          <Console console={operations} />
        ) : (
          <>
            <Rate operations={operations} />
            <RequestPath operations={operations} isHidden={training.scenario === null} />
            <Knobs operations={operations} />
          </>
        )}
        <Changes changes={operations.changes} />
        <section aria-label="What differs from the real world">
          <h3>What differs from the real world</h3>
          <ul class="honesty">
            {training.honesty.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      </div>
    </aside>
  );
}

interface PanelProps {
  readonly operations: Operations | ConsoleSeen;
  readonly training: Training;
}

/** The console of a played world: what it shows now, and what can be done in it. */
function Console({ console: { readings, knobs } }: { readonly console: ConsoleSeen }) {
  const { change } = useActions();
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

/** What was changed on this page, the newest first. */
function Changes({ changes }: { readonly changes: readonly PageChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-label="Changes">
      <h3>Changes</h3>
      <ul class="changes">
        {changes.toReversed().map(({ at, what }) => (
          <li key={at}>
            <Moment seconds={at / 1_000} format="{time_secs}" /> {what}
          </li>
        ))}
      </ul>
    </section>
  );
}
