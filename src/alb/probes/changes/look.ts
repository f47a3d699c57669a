import type { Reading } from "#language";
import { formatUtc, formatWhole, plural } from "../../../language/amounts.ts";
import { judgeChanges } from "../../diagnosis/changes/judge-changes.ts";
import { type AlbLook, settledWindow } from "../define-probe.ts";
import type { changes } from "./probe.ts";
import { type ObservedChanges, observeChanges } from "./read-changes.ts";

/** CloudTrail keeps 90 days and shows a call up to 15 minutes late. */
export const look: AlbLook<typeof changes> = async (given) => {
  const observed = await observeChanges(given, settledWindow(given));
  return {
    ...judgeChanges(observed.observation),
    readings: readingsOf(observed),
    numbers: numbersOf(observed),
    facts: { alarms: observed.alarms },
  };
};

function readingsOf({ observation, alarms }: ObservedChanges): readonly Reading[] {
  const { made, periods, window } = observation;
  const moved = periods.filter((period) => period.moved);
  const times = moved.slice(0, 5).map(({ at }) => formatUtc(at, window.to));
  const last = alarms.at(-1);
  return [
    {
      label: "Calls that changed it",
      value: made === null ? "not read" : formatWhole(made.length),
      source: "CloudTrail LookupEvents (90 days, up to 15 minutes late)",
    },
    {
      label: "Changes in the number of healthy targets",
      value: `${plural(moved.length, "period")}${times.length === 0 ? "" : `: ${times.join(", ")}`}${moved.length > 5 ? " …" : ""}`,
      source: "HealthyHostCount (minimum, maximum)",
    },
    {
      label: "Alarms that changed their state",
      value:
        last === undefined
          ? "none found"
          : `${alarms.length}, the last: ${last.name} at ${formatUtc(last.at, window.to)}, ${last.says}`,
      source: "DescribeAlarmsForMetric, DescribeAlarmHistory",
    },
  ];
}

const numbersOf = ({ observation: { made, periods, unread }, alarms }: ObservedChanges) => ({
  unread,
  changes: made === null ? null : made.slice(-50),
  moves: periods.flatMap(({ at, moved }) => (moved ? [at] : [])),
  alarms: alarms.slice(-20),
});
