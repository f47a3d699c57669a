import type { Brief, Operations } from "../../wire.ts";
import { Changes } from "./changes.tsx";
import { Knobs } from "./knobs.tsx";
import { Rate } from "./rate.tsx";
import { RequestPath } from "./request-path.tsx";
import { Scenarios } from "./scenarios.tsx";

/** The practice incident itself: what Slack does not show, and what a responder changes outside of it. */
export function OperationsPanel({ operations, brief }: PanelProps) {
  return (
    <aside class="operations" aria-label="Operations">
      <header class="pane-head">
        <h2>Operations</h2>
      </header>
      <div class="operations-body">
        <p class="muted">Real traffic on this machine, counted live.</p>
        <Scenarios scenarios={brief.scenarios} />
        <Rate operations={operations} />
        <RequestPath operations={operations} />
        <Knobs operations={operations} />
        <Changes changes={operations.changes} />
        <section aria-label="What differs from the real world">
          <h3>What differs from the real world</h3>
          <ul class="honesty">
            {brief.honesty.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      </div>
    </aside>
  );
}

interface PanelProps {
  readonly operations: Operations;
  readonly brief: Brief;
}
