import type { Alert, Named } from "#language";
import { alertOf } from "./compose.ts";
import { listIn, parsed, recordIn, textIn, timeIn } from "./json.ts";

/**
 * An alarm as CloudWatch publishes it to SNS; undefined for anything else.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmIn(json: unknown): Alert | undefined {
  const alarm = recordIn(json);
  const name = textIn(alarm.AlarmName, 255);
  const state = textIn(alarm.NewStateValue);
  if (name === undefined || state === undefined) return undefined;
  const arn = textIn(alarm.AlarmArn) ?? "";
  const [, , , region, account = textIn(alarm.AWSAccountId)] = arn.split(":");
  const description = textIn(alarm.AlarmDescription, 4_000) ?? "";
  const at = timeIn(alarm.StateChangeTime);
  return alertOf({
    source: "CloudWatch",
    title: name,
    state: states[state] ?? "unknown",
    ...metricIn(recordIn(alarm.Trigger)),
    text: [name, description, textIn(alarm.NewStateReason, 4_000) ?? ""].join("\n"),
    ...(region ? { region, link: consoleLink(region, name) } : {}),
    ...(account ? { account } : {}),
    ...(at === undefined ? {} : { at }),
    key: arn || `${account} ${name}`,
  });
}

const states: { readonly [state: string]: Alert["state"] } = { ALARM: "firing", OK: "resolved" };

/** A text that is, or holds, the JSON of an alarm. */
export function alarmWithin(text: string): Alert | undefined {
  if (!text.includes('"NewStateValue"')) return undefined;
  return alarmIn(parsed(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
}

/** The metric of the alarm; of a calculation the first of its metrics, for they are of one thing as a rule. */
function metricIn(trigger: Record<string, unknown>) {
  const stats = listIn(trigger.Metrics).map((one) => recordIn(recordIn(one).MetricStat).Metric);
  const inner = recordIn(stats.find((one) => one !== undefined));
  const namespace = textIn(trigger.Namespace ?? inner.Namespace, 255);
  const metric = textIn(trigger.MetricName ?? inner.MetricName, 255);
  const dimensions = dimensionsIn(trigger.Dimensions ?? inner.Dimensions);
  return {
    dimensions,
    ...(namespace === undefined ? {} : { namespace }),
    ...(metric === undefined ? {} : { metric }),
  };
}

/** Names are in small letters in the one, and in capitals in the other. */
const dimensionsIn = (list: unknown): Named =>
  Object.fromEntries(
    listIn(list)
      .slice(0, 30)
      .map(recordIn)
      .flatMap(({ name, Name = name, value, Value = value }) => {
        const [key, text] = [textIn(Name, 255), textIn(Value, 1_000)];
        return key === undefined || text === undefined ? [] : [[key, text]];
      }),
  );

function consoleLink(region: string, name: string): string {
  const host = region.startsWith("cn-") ? "console.amazonaws.cn" : "console.aws.amazon.com";
  return `https://${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}
