import { useEffect, useId, useState } from "preact/hooks";
import type { HopNow } from "../../../incident/contract.ts";
import type { Operations, TargetsSeen } from "../../wire.ts";
import { useChange } from "./requests.ts";

/** What a responder can change outside of Slack. */
export function Knobs({ operations }: { readonly operations: Operations }) {
  const { loadBalancer, hops, targets } = operations;
  return (
    <section aria-label="Change something">
      <h3>Change something</h3>
      {hops.map((hop, place) => (
        <Knob
          key={hop.called}
          name="keepAliveSeconds"
          more={{ place }}
          label={hops.length === 1 ? "Backend's keep-alive" : `${hop.called}'s keep-alive`}
          unit="s"
          does="Roll out"
          now={hop.keepAliveSeconds}
          range={[1, 3_600]}
          note={addedNote(hop)}
        />
      ))}
      <Knob
        name="idleSeconds"
        label="Load balancer's idle timeout"
        unit="s"
        does="Set"
        now={loadBalancer.idleSeconds}
        range={[1, 4_000]}
      />
      <TrafficKnob now={operations.requestsPerSecond} />
      {targets && <TargetKnobs targets={targets} />}
    </section>
  );
}

function addedNote({ called, keepAliveSeconds, closesAfterSeconds }: HopNow): string | undefined {
  const added = closesAfterSeconds - keepAliveSeconds;
  return added > 0 ? `${called} waits ${added} s longer than it is told.` : undefined;
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

/** How targets leave, and a deploy, which replaces them all. */
function TargetKnobs({ targets: { preStop, grace } }: { readonly targets: TargetsSeen }) {
  const change = useChange();
  return (
    <>
      <Knob
        name="preStopSeconds"
        label="Wait before a target stops (preStop)"
        unit="s"
        does="Set"
        now={preStop}
        range={[0, 600]}
      />
      <Knob
        name="graceSeconds"
        label="Then its time to stop (grace period)"
        unit="s"
        does="Set"
        now={grace}
        range={[0, 3_600]}
      />
      <div class="knob knob-row">
        <span class="muted">Replaces every target, one after the other.</span>
        <button type="button" class="button" onClick={() => void change({ deploy: 1 })}>
          Deploy
        </button>
      </div>
    </>
  );
}

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
function Knob({ name, more, label, unit, does, now, note, range: [least, most] }: KnobProps) {
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
