import type { Account } from "../../../aws/account.ts";
import type { Measured } from "../../metrics/published.ts";
import { published, wantedOf } from "../../metrics/published.ts";

/** An alarm that changed its state; milliseconds since the epoch. */
export type AlarmChange = { readonly at: number; readonly name: string; readonly says: string };

/**
 * How the alarms on the load balancer's failures and healthy targets changed, oldest first. An alarm's history does not name the
 * load balancer, so alarms are looked for metric by metric; those on other statistics or expressions are not found. Rejects with
 * AwsProblem.
 */
export async function readAlarms(
  account: Account,
  of: Measured,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly AlarmChange[]> {
  const names = new Set<string>();
  for (const { metric, dimensions } of alarmed.flatMap((one) => wantedOf(one, few(of)))) {
    const question = {
      Namespace: "AWS/ApplicationELB",
      MetricName: published[metric][0],
      Dimensions: [...dimensions],
    };
    const answer = await account.ask("cloudwatch:DescribeAlarmsForMetric", question, signal);
    for (const { AlarmName } of answer.MetricAlarms ?? []) if (AlarmName) names.add(AlarmName);
  }
  const changes: AlarmChange[] = [];
  for (const AlarmName of [...names].slice(0, mostAlarms)) {
    const question = {
      AlarmName,
      HistoryItemType: "StateUpdate" as const,
      StartDate: new Date(from),
      EndDate: new Date(to),
    };
    const answer = await account.ask("cloudwatch:DescribeAlarmHistory", question, signal);
    for (const { Timestamp, HistorySummary } of answer.AlarmHistoryItems ?? [])
      if (Timestamp)
        changes.push({ at: Timestamp.getTime(), name: AlarmName, says: HistorySummary ?? "" });
  }
  return changes.sort((one, other) => one.at - other.at);
}

const alarmed = ["failures502", "elb5xx", "target5xx", "healthyMin", "unhealthyMax"] as const;
const mostAlarms = 5;
const few = (of: Measured): Measured => ({ ...of, groups: of.groups.slice(0, 3) });
