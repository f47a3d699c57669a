import type { ConsoleSeen, Operations, Training } from "../../wire.ts";
import { Changes } from "./changes.tsx";
import { Console } from "./console.tsx";
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
