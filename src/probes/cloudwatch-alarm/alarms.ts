import type { OutputOf } from "../../aws/allow-list.ts";
import type { ConditionValues } from "../deciding/condition.ts";

export interface Alarm {
  readonly name: string;
  readonly state: "ALARM" | "INSUFFICIENT_DATA" | "OK";
  /** Since when, in milliseconds since the epoch; null where AWS does not say. */
  readonly since: number | null;
  readonly reason: string;
  /** Tells nobody: its actions are switched off, or another alarm holds them back. */
  readonly isMute: boolean;
}

/** The alarms of an answer, the composite ones among them. */
export const alarmsOf = ({
  MetricAlarms = [],
  CompositeAlarms = [],
}: OutputOf<"cloudwatch:DescribeAlarms">): readonly Alarm[] => [
  ...MetricAlarms.map((alarm) => alarmOf(alarm)),
  ...CompositeAlarms.map((alarm) => alarmOf(alarm, alarm.ActionsSuppressedBy !== undefined)),
];

interface Told {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: string | undefined;
  readonly StateReason?: string | undefined;
  readonly ActionsEnabled?: boolean | undefined;
  readonly StateUpdatedTimestamp?: Date | undefined;
  readonly StateTransitionedTimestamp?: Date | undefined;
}

/** The reason may be new while the state stands: since when is when the state changed last. */
function alarmOf(told: Told, isHeldBack = false): Alarm {
  const { AlarmName = "", StateValue, StateReason = "", ActionsEnabled } = told;
  return {
    name: AlarmName,
    state: StateValue === "ALARM" || StateValue === "OK" ? StateValue : "INSUFFICIENT_DATA",
    since: (told.StateTransitionedTimestamp ?? told.StateUpdatedTimestamp)?.getTime() ?? null,
    reason: StateReason.slice(0, 300),
    isMute: ActionsEnabled === false || isHeldBack,
  };
}

/** What conditions may ask of alarms, of which there is one at least. */
export function summaryOf(alarms: readonly Alarm[], now: number): ConditionValues {
  const worst = alarms.toSorted(byUrgency)[0];
  const since = worst?.since ?? null;
  return {
    count: alarms.length,
    inAlarm: among(alarms, "ALARM"),
    ok: among(alarms, "OK"),
    noData: among(alarms, "INSUFFICIENT_DATA"),
    state: worst?.state ?? null,
    name: worst?.name ?? null,
    reason: worst?.reason ?? null,
    since: since === null ? null : new Date(since).toISOString(),
    minutes: since === null ? null : (now - since) / 60_000,
  };
}

const among = (alarms: readonly Alarm[], of: Alarm["state"]): number =>
  alarms.filter(({ state }) => state === of).length;

/** The worst first, and of those the newest. */
const byUrgency = (one: Alarm, other: Alarm): number =>
  states.indexOf(one.state) - states.indexOf(other.state) ||
  (other.since ?? 0) - (one.since ?? 0) ||
  one.name.localeCompare(other.name);

const states = ["ALARM", "INSUFFICIENT_DATA", "OK"] as const;

/** A line for each alarm, the worst first. */
export function alarmLines(alarms: readonly Alarm[]): readonly string[] {
  const lines = alarms.toSorted(byUrgency).slice(0, most).map(lineOf);
  const rest = alarms.length - lines.length;
  return rest > 0 ? [...lines, `… and ${rest} more.`] : lines;
}

const most = 20;

const lineOf = ({ name, state, since, reason, isMute }: Alarm): string => {
  const when = since === null ? "" : ` since ${new Date(since).toISOString().slice(0, 16)} UTC`;
  const mute = isMute ? " It tells nobody: its actions are off or held back." : "";
  return `${name}: ${inWords[state]}${when}. ${reason}${mute}`.trim();
};

const inWords = { ALARM: "in alarm", INSUFFICIENT_DATA: "not enough data", OK: "ok" } as const;
