import type { Evidence, Reading } from "#language";
import { recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import { lengthOf, wholePeriods } from "../../../aws/window.ts";
import type { Look } from "../../../engine/ports.ts";
import { grouped, several } from "../../../language/amounts.ts";
import { judgeChanges } from "../../diagnosis/changes-near.ts";
import { utc } from "../../diagnosis/wording.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import type { PatternParts } from "../pattern/probe.ts";
import { saidBy, unread } from "../signatures.ts";
import { type ObservedChanges, observeChanges } from "./observe.ts";

/**
 * The probe `alb.changes`: who registered, deregistered or modified what, and how the number of healthy targets moved, over the
 * window of the fact `window`. CloudTrail keeps 90 days and shows a call up to 15 minutes late. It never rejects.
 */
export function changes({ accountFor, options }: PatternParts): Look {
  return async (context): Promise<Evidence> => {
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const now = context.now();
    const settled = now - options.metricSettleSeconds * 1_000;
    const window = wholePeriods(
      settled - lengthOf(context.run.facts.window),
      settled,
      now,
      options,
    );
    try {
      const observed = await observeChanges(account, loadBalancer, window, context);
      return {
        ...saidBy("alb.changes"),
        ...judgeChanges(observed.observation),
        readings: [...readingsOf(observed), ...costReadings(cost())],
        numbers: { ...numbersOf(observed), cost: { ...cost() } },
        queries,
        facts: { alarms: [...observed.alarms] },
      };
    } catch (error) {
      return unread("alb.changes", reasonOf(error), { queries, numbers: { cost: { ...cost() } } });
    }
  };
}

function readingsOf({ observation, alarms }: ObservedChanges): readonly Reading[] {
  const { made, periods, window } = observation;
  const moved = periods.filter((period) => period.moved);
  const times = moved.slice(0, 5).map(({ at }) => utc(at, window.to));
  const last = alarms.at(-1);
  return [
    {
      label: "Calls that changed it",
      value: made === null ? "not read" : grouped(made.length),
      source: "CloudTrail LookupEvents (90 days, up to 15 minutes late)",
    },
    {
      label: "Changes in the number of healthy targets",
      value: `${several(moved.length, "period")}${times.length === 0 ? "" : `: ${times.join(", ")}`}${moved.length > 5 ? " …" : ""}`,
      source: "HealthyHostCount (minimum, maximum)",
    },
    {
      label: "Alarms that changed their state",
      value:
        last === undefined
          ? "none found"
          : `${alarms.length}, the last: ${last.name} at ${utc(last.at, window.to)}, ${last.says}`,
      source: "DescribeAlarmsForMetric, DescribeAlarmHistory",
    },
  ];
}

const numbersOf = ({ observation: { made, periods, unread }, alarms }: ObservedChanges) => ({
  unread,
  changes: made === null ? null : made.slice(-50).map((one) => ({ ...one })),
  moves: periods.flatMap(({ at, moved }) => (moved ? [at] : [])),
  alarms: alarms.slice(-20).map((one) => ({ ...one })),
});
