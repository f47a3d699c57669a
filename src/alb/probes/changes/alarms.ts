import type { Account } from "../../../aws/account.ts";
import type { MetricSubject } from "../../metrics/published-metrics.ts";
import { published, queriesForMetric } from "../../metrics/published-metrics.ts";

/** An alarm that changed its state; milliseconds since the epoch. */
export type AlarmChange = { readonly at: number; readonly name: string; readonly says: string };

/**
 * How the alarms on the load balancer's failures and healthy targets changed, oldest first. An alarm's history does not name the
 * load balancer, so alarms are looked for metric by metric; those on other statistics or expressions are not found. Rejects with
 * AwsProblem.
 */
export async function readAlarms(
  account: Account,
  of: MetricSubject,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly AlarmChange[]> {
  const wanted = alarmed.flatMap((one) => queriesForMetric(one, few(of)));
  const found = await Promise.all(wanted.map((one) => alarmsOn(account, one, signal)));
  const names = [...new Set(found.flat())].slice(0, mostAlarms);
  const changes = await Promise.all(
    names.map((name) => historyOf(account, name, { from, to }, signal)),
  );
  return changes.flat().sort((one, other) => one.at - other.at);
}

async function alarmsOn(
  account: Account,
  { metric, dimensions }: ReturnType<typeof queriesForMetric>[number],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const question = {
    Namespace: "AWS/ApplicationELB",
    MetricName: published[metric].name,
    Dimensions: [...dimensions],
  };
  const answer = await account.ask("cloudwatch:DescribeAlarmsForMetric", question, signal);
  return (answer.MetricAlarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []);
}

async function historyOf(
  account: Account,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<readonly AlarmChange[]> {
  const question = {
    AlarmName: name,
    HistoryItemType: "StateUpdate" as const,
    StartDate: new Date(from),
    EndDate: new Date(to),
  };
  const answer = await account.ask("cloudwatch:DescribeAlarmHistory", question, signal);
  return (answer.AlarmHistoryItems ?? []).flatMap(({ Timestamp, HistorySummary }) =>
    Timestamp ? [{ at: Timestamp.getTime(), name, says: HistorySummary ?? "" }] : [],
  );
}

const alarmed = ["failures502", "elb5xx", "target5xx", "healthyMin", "unhealthyMax"] as const;
const mostAlarms = 5;
const few = (of: MetricSubject): MetricSubject => ({ ...of, groups: of.groups.slice(0, 3) });
