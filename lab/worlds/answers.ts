import type { AwsCall } from "../aws/call.ts";
import type { LogGroupResource } from "../aws/logs/groups.ts";
import type { XmlValue } from "../aws/xml.ts";
import { newest, type Since, type WorldPast } from "./past.ts";
import { type World, worldMilliseconds } from "./shape.ts";

/** What the world answers to a call, in the shape that goes over the wire; undefined where it knows of none. */
export function answersOf(world: World, past: WorldPast, clock: () => number) {
  return (call: AwsCall): XmlValue => {
    const asked = `${call.signedFor}:${call.action}`;
    if (asked === "monitoring:DescribeAlarms") return alarmsOf(world, past.until(clock()), call);
    const known = world.calls.find(({ ask }) => ask === asked);
    return known && dated(newest(known.answers, past.until(clock())) as XmlValue, past.start);
  };
}

/** The log groups of the world: each search finds the rows of the newest phase that has some. */
export const logGroupsOf = (
  { logs, region }: World,
  past: WorldPast,
  clock: () => number,
): readonly LogGroupResource[] =>
  logs.map(({ group: name, rows }) => ({
    ...{ name, region, createdAt: 0, storedBytes: 40_000_000, lines: () => [] },
    finds: () => newest(rows, past.until(clock())) ?? [],
  }));

/** "{ago 20m}" is that long before the practice began, in seconds since 1970 as JSON carries times. */
function dated(value: XmlValue, start: number): XmlValue {
  if (typeof value === "string") {
    const [, ago] = /^\{ago (\d+[smh])\}$/.exec(value) ?? [];
    return ago === undefined ? value : (start - worldMilliseconds(ago)) / 1_000;
  }
  if (Array.isArray(value)) return value.map((one: XmlValue) => dated(one, start));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, XmlValue]) => [name, dated(one, start)]),
  );
}

interface AlarmsAsked {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
}

function alarmsOf({ alarms }: World, past: readonly Since[], { json }: AwsCall): XmlValue {
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
