import { useEffect, useId, useState } from "preact/hooks";
import type { Operations } from "../../wire.ts";
import { useChange } from "./change.ts";

/** What a responder can change outside of Slack. */
export function Knobs({ operations }: { readonly operations: Operations }) {
  const { loadBalancer, backend, requestsPerSecond } = operations;
  return (
    <section aria-label="Change something">
      <h3>Change something</h3>
      <Knob
        name="keepAliveSeconds"
        label="Backend's keep-alive"
        unit="s"
        does="Roll out"
        now={backend.keepAliveSeconds}
        range={[1, 3_600]}
        note="Node waits 1 s longer than it is told."
      />
      <Knob
        name="idleSeconds"
        label="Load balancer's idle timeout"
        unit="s"
        does="Set"
        now={loadBalancer.idleSeconds}
        range={[1, 4_000]}
      />
      <TrafficKnob now={requestsPerSecond} />
    </section>
  );
}

const TrafficKnob = ({ now }: { readonly now: number }) => (
  <Knob
    name="requestsPerSecond"
    label="Traffic"
    unit="requests a second"
    does="Set"
    now={now}
    range={[1, 600]}
  />
);

interface KnobProps {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly does: string;
  readonly now: number;
  readonly range: readonly [least: number, most: number];
  readonly note?: string;
}

function Knob({ name, label, unit, does, now, range: [least, most], note }: KnobProps) {
  const id = useId();
  const change = useChange();
  const [typed, setTyped] = useState(String(now));
  useEffect(() => setTyped(String(now)), [now]);
  const turn = (event: Event) => {
    event.preventDefault();
    void change({ [name]: Number(typed) });
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
