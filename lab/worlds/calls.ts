import type { Call } from "../aws/call.ts";
import type { XmlValue } from "../aws/xml.ts";
import type { Past, Since } from "./past.ts";
import type { World } from "./shape.ts";

/** What the world answers to a call, in the shape that goes over the wire; undefined where it knows of none. */
export function answersOf(world: World, past: Past, clock: () => number) {
  return (call: Call): XmlValue => {
    const asked = `${call.signedFor}:${call.action}`;
    if (asked === "monitoring:DescribeAlarms") return alarmsOf(world, past.until(clock()), call);
    const known = world.calls.find(({ ask }) => ask === asked);
    return known && newest(known.answers, past.until(clock()));
  };
}

/** That of the newest phase which has one. */
const newest = (answers: World["calls"][number]["answers"], past: readonly Since[]): XmlValue => {
  const phase = past.findLast((one) => one.phase in answers)?.phase ?? "";
  return answers[phase] as XmlValue;
};

interface AlarmsAsked {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
}

function alarmsOf({ alarms }: World, past: readonly Since[], { json }: Call): XmlValue {
  const { AlarmNames: names, AlarmNamePrefix: prefix = "" } = json as AlarmsAsked;
  const now = past.at(-1);
  const isAsked = (name: string) => names?.includes(name) ?? name.startsWith(prefix);
  return {
    MetricAlarms: alarms
      .filter(({ name }) => isAsked(name))
      .map(({ name, namespace, metric, rings }) => ({
        ...{ AlarmName: name, Namespace: namespace, MetricName: metric, ActionsEnabled: true },
        StateValue: rings.includes(now?.phase ?? "") ? "ALARM" : "OK",
        StateReason: "As the practice plays it.",
        StateUpdatedTimestamp: Math.max(0, now?.at ?? 0) / 1_000,
        AlarmActions: [],
      })),
  };
}
