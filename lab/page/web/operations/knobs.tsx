import { useEffect, useId, useState } from "preact/hooks";
import type { HopNow } from "../../../incident/contract.ts";
import type { Operations, TargetsSeen } from "../../wire.ts";
import { useActions } from "../state/server.ts";

/** What a responder can change outside of Slack. */
export function Knobs({ operations }: { readonly operations: Operations }) {
  return (
    <section aria-label="Change something">
      <h3>Change something</h3>
      {knobsOf(operations).map((knob) => (
        <Knob key={knob.label} {...knob} />
      ))}
      {operations.targets && <DeployButton />}
    </section>
  );
}

const knobsOf = (operations: Operations): readonly KnobProps[] => [
  ...operations.hops.map((hop, place) => keepAliveOf(hop, place, operations.hops.length === 1)),
  {
    ...{ name: "idleSeconds", label: "Load balancer's idle timeout", unit: "s", does: "Set" },
    ...{ now: operations.loadBalancer.idleSeconds, range: [1, 4_000] },
  },
  {
    ...{ name: "requestsPerSecond", label: "Traffic", unit: "requests a second", does: "Set" },
    ...{ now: operations.requestsPerSecond, range: [1, 600] },
  },
  ...(operations.targets ? mannersOf(operations.targets) : []),
];

function keepAliveOf(hop: HopNow, place: number, isAlone: boolean): KnobProps {
  const { called, keepAliveSeconds, closesAfterSeconds } = hop;
  const added = closesAfterSeconds - keepAliveSeconds;
  const note = added > 0 ? `${called} waits ${added} s longer than it is told.` : undefined;
  const label = isAlone ? "Backend's keep-alive" : `${called}'s keep-alive`;
  return {
    ...{ name: "keepAliveSeconds", more: { place }, label, unit: "s", does: "Roll out", note },
    ...{ now: keepAliveSeconds, range: [1, 3_600] },
  };
}

/** How targets leave. */
const mannersOf = ({ preStop, grace }: TargetsSeen): readonly KnobProps[] => [
  {
    ...{ name: "preStopSeconds", label: "Wait before a target stops (preStop)", unit: "s" },
    ...{ does: "Set", now: preStop, range: [0, 600] },
  },
  {
    ...{ name: "graceSeconds", label: "Then its time to stop (grace period)", unit: "s" },
    ...{ does: "Set", now: grace, range: [0, 3_600] },
  },
];

function DeployButton() {
  const { change } = useActions();
  return (
    <div class="knob knob-row">
      <span class="muted">Replaces every target, one after the other.</span>
      <button type="button" class="button" onClick={() => void change({ deploy: 1 })}>
        Deploy
      </button>
    </div>
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
function Knob({ label, unit, does, now, note, ...knob }: KnobProps) {
  const [least, most] = knob.range;
  const id = useId();
  const { change } = useActions();
  const [typed, setTyped] = useTyped(now);
  const turn = (event: Event) => {
    event.preventDefault();
    void change({ [knob.name]: Number(typed), ...knob.more });
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
