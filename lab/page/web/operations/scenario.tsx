import { useEffect, useState } from "preact/hooks";
import type { Training } from "../../wire.ts";
import { useActions } from "../state/server.ts";
import { DebriefCard, TruthCard } from "./debrief.tsx";

/** The incident that is practised: which it is, another one, one with a hidden cause, and what was learned. */
export function ScenarioPanel({ training }: { readonly training: Training }) {
  const { scenario, scenarios, preparing, trouble, truth, debrief } = training;
  if (scenarios.length === 0) return null;
  return (
    <section aria-label="Scenario">
      <h3>Scenario</h3>
      {preparing === null ? (
        <Running training={training} />
      ) : (
        <p class="preparing" role="status">
          {preparing}
        </p>
      )}
      {trouble !== null && (
        <p class="scenario-trouble" role="alert">
          {trouble}
        </p>
      )}
      {truth !== null && debrief === null && preparing === null && <TruthCard {...truth} />}
      {debrief !== null && preparing === null && <DebriefCard debrief={debrief} />}
      <Chooser training={training} key={scenario?.name} />
    </section>
  );
}

/** What is on. */
function Running({ training: { scenario, truth, debrief } }: { readonly training: Training }) {
  const { tell } = useActions();
  const isHidden = scenario === null;
  if (truth !== null || debrief !== null) return null;
  return (
    <div class="running">
      <p>
        <b>{scenario?.title ?? "A hidden cause"}</b>
      </p>
      {isHidden && (
        <p class="muted">
          Find out what it is with the runbook. When the run is closed, you are told what it was and
          how you came to it.
        </p>
      )}
      <button type="button" class="button" onClick={() => void tell()}>
        {isHidden ? "Tell me what it is" : "How did the walk go?"}
      </button>
    </div>
  );
}

/** Another incident. The workspace begins anew with it. */
function Chooser({
  training: { scenario, scenarios, preparing },
}: {
  readonly training: Training;
}) {
  const { choose } = useActions();
  const [name, setName] = useState("");
  useEffect(() => setName(""), [scenario?.name]);
  const isBusy = preparing !== null;
  return (
    <div class="chooser">
      <label for="scenario">Another incident</label>
      <select
        id="scenario"
        class="field select"
        value={name}
        disabled={isBusy}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      >
        <option value="">Choose a cause</option>
        {scenarios.map((one) => (
          <option key={one.name} value={one.name}>
            {one.title}
          </option>
        ))}
      </select>
      <div class="chooser-row">
        <button
          type="button"
          class="button"
          disabled={isBusy || name === ""}
          onClick={() => void choose(name)}
        >
          Start it
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy}
          onClick={() => void choose(null)}
        >
          Surprise me
        </button>
      </div>
      <p class="hint">The channel begins empty with another incident, and its runs are gone.</p>
    </div>
  );
}
