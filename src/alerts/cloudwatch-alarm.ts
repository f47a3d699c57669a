import type { Alert } from "#language";
import { metricsIn } from "./alarm-metrics.ts";
import { alertOf } from "./compose.ts";
import { listIn, parsed, recordIn, textIn, timeIn } from "./json.ts";
import { regionNamed } from "./regions-and-accounts.ts";
import type { Told } from "./slack-text.ts";
import { stateAhead } from "./source.ts";

/**
 * An alarm as CloudWatch publishes it to SNS, or as EventBridge passes it on; undefined for anything else. `heardIn`: the region of
 * the topic, for alarms that name none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmIn(json: unknown, heardIn = ""): Alert | undefined {
  const alarm = recordIn(json);
  const name = textIn(alarm.AlarmName, 255);
  const state = textIn(alarm.NewStateValue);
  if (name === undefined || state === undefined) return changeIn(alarm);
  const { Region, AlarmArn, AWSAccountId, AlarmDescription, NewStateReason } = alarm;
  return alertFrom({
    ...{ name, state, arn: textIn(AlarmArn) ?? "" },
    region: regionNamed(textIn(Region) ?? heardIn),
    account: textIn(AWSAccountId),
    said: [textIn(AlarmDescription, 4_000), textIn(NewStateReason, 4_000)],
    at: timeIn(alarm.StateChangeTime),
    metrics: metricsIn(recordIn(alarm.Trigger)),
  });
}

/**
 * The event "CloudWatch Alarm State Change", and what an alarm hands to a function.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
function changeIn(event: Record<string, unknown>): Alert | undefined {
  if (event.source !== "aws.cloudwatch") return undefined;
  const detail = recordIn(event.detail ?? event.alarmData);
  const { value, reason, timestamp } = recordIn(detail.state);
  const [name, state] = [textIn(detail.alarmName, 255), textIn(value)];
  if (name === undefined || state === undefined) return undefined;
  const configuration = recordIn(detail.configuration);
  return alertFrom({
    ...{ name, state, arn: textIn(event.alarmArn ?? listIn(event.resources)[0]) ?? "" },
    region: textIn(event.region) ?? "",
    account: textIn(event.accountId ?? event.account),
    said: [textIn(configuration.description, 4_000), textIn(reason, 4_000)],
    at: timeIn(timestamp ?? event.time),
    metrics: metricsIn({ Metrics: configuration.metrics }),
  });
}

interface Alarm {
  readonly name: string;
  readonly state: string;
  /** Empty where it is not told. */
  readonly arn: string;
  readonly region: string;
  readonly account: string | undefined;
  readonly said: readonly (string | undefined)[];
  readonly at: number | undefined;
  readonly metrics: ReturnType<typeof metricsIn>;
}

function alertFrom({ name, state, arn, said, at, metrics, ...told }: Alarm): Alert {
  const [, , , region = told.region, own = told.account] = arn.split(":");
  const { account = own, ...read } = metrics;
  return alertOf({
    source: "CloudWatch",
    title: name,
    state: states[state] ?? "unknown",
    ...read,
    text: [name, ...said.flatMap((one) => one ?? [])].join("\n"),
    ...(region ? { region, link: consoleLink(region, name) } : {}),
    ...(account ? { account } : {}),
    ...(at === undefined ? {} : { at }),
    key: arn || `${told.account} ${name}`,
  });
}

const states: { readonly [state: string]: Alert["state"] } = { ALARM: "firing", OK: "resolved" };

/** A text that is, or holds, the JSON of an alarm; of one that was cut off, what is left of it. */
export function alarmWithin(text: string): Alert | undefined {
  if (!text.includes('"NewStateValue"')) return undefined;
  const whole = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  return alarmIn(parsed(whole) ?? membersIn(text));
}

/** The members that stand there whole, of the alarm and of its metric alike. */
function membersIn(text: string): Record<string, unknown> {
  const members = Object.fromEntries(
    [...text.slice(0, 16_000).matchAll(member)].map(([, name = "", value]) => [
      name,
      parsed(value ?? ""),
    ]),
  );
  const dimensions = [...text.slice(0, 16_000).matchAll(dimension)];
  const Dimensions = dimensions.map(([, value, name]) => ({ name, value }));
  return { ...members, Trigger: { ...members, Dimensions } };
}

const member = /"([A-Za-z]{1,40})"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.){0,4000}")/g;
const dimension =
  /"value"\s{0,9}:\s{0,9}"([^"\\]{1,500})",\s{0,40}"name"\s{0,9}:\s{0,9}"([^"\\]{1,255})"/g;

/** An alarm whose members a function lists by name, as the usual modules for Slack do; undefined for anything else. */
export function alarmTold({ pairs, lines, title, links }: Told): Alert | undefined {
  const name = pairs["Alarm Name"] ?? pairs.AlarmName;
  if (name === undefined) return undefined;
  const { NewStateValue, "Current State": now = NewStateValue } = pairs;
  const { State = now, "New State": state = State, "Alarm State": value = state } = pairs;
  const found = value?.trim() ?? "";
  const link = links.find((one) => one.includes("/cloudwatch/"));
  return alertOf({
    source: "CloudWatch",
    title: name,
    state: states[found] ?? stateAhead([found, title, ...lines]),
    labels: pairs,
    text: lines.join("\n"),
    ...(pairs.Namespace === undefined ? {} : { namespace: pairs.Namespace }),
    ...(pairs.MetricName === undefined ? {} : { metric: pairs.MetricName }),
    ...(link === undefined ? {} : { link }),
    key: pairs["Alarm ARN"] ?? pairs.AlarmArn ?? name,
  });
}

function consoleLink(region: string, name: string): string {
  const host = region.startsWith("cn-")
    ? "console.amazonaws.cn"
    : region.startsWith("us-gov-")
      ? "console.amazonaws-us-gov.com"
      : region.startsWith("eusc-")
        ? "console.amazonaws-eusc.eu"
        : "console.aws.amazon.com";
  return `https://${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}
