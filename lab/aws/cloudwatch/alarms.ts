import { AwsError } from "../errors.ts";

/** An alarm on one metric, and how its state changed. */
export interface AlarmResource {
  readonly name: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly history: readonly AlarmChange[];
  /** ARNs that are told when it rings; none where it tells nobody. */
  readonly actions?: readonly string[];
}

export interface AlarmChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** Answers DescribeAlarmsForMetric: metric and dimensions must fit exactly. Source: CloudWatch API reference. */
export function describeAlarmsForMetric(body: unknown, alarms: readonly AlarmResource[]) {
  const {
    MetricName,
    Namespace,
    Dimensions = [],
  } = body as {
    readonly MetricName?: string;
    readonly Namespace?: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  };
  if (!MetricName || !Namespace)
    throw new AwsError("ValidationError", "MetricName and Namespace are required.");
  const asked = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`);
  const found = alarms.filter(({ metric, dimensions }) => {
    const own = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
    return metric === MetricName && own.toSorted().join() === asked.toSorted().join();
  });
  return {
    MetricAlarms: found.map(({ name, metric, actions = [] }) => ({
      AlarmName: name,
      MetricName: metric,
      ActionsEnabled: true,
      AlarmActions: actions,
    })),
  };
}

/** Answers DescribeAlarmHistory for one alarm, newest first. */
export function describeAlarmHistory(body: unknown, alarms: readonly AlarmResource[]) {
  const {
    AlarmName,
    StartDate = 0,
    EndDate = Number.POSITIVE_INFINITY,
  } = body as {
    readonly AlarmName?: string;
    /** JSON carries times as seconds since 1970. */
    readonly StartDate?: number;
    readonly EndDate?: number;
  };
  const changes = alarms
    .filter(({ name }) => AlarmName === undefined || name === AlarmName)
    .flatMap(({ name, history }) => history.map((change) => ({ name, ...change })))
    .filter(({ at }) => at >= StartDate * 1_000 && at <= EndDate * 1_000)
    .toSorted((one, other) => other.at - one.at);
  return {
    AlarmHistoryItems: changes.map(({ name, at, from, to }) => ({
      AlarmName: name,
      Timestamp: at / 1_000,
      HistoryItemType: "StateUpdate",
      HistorySummary: `Alarm updated from ${from} to ${to}`,
    })),
  };
}
