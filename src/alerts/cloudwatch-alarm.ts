import type { Alert, AlertWords } from "#language";
import { parseJson } from "../parse-json.ts";
import { alertOf } from "./compose.ts";
import { listIn, recordIn, textIn, timeIn } from "./json.ts";
import { regionNamed } from "./regions-and-accounts.ts";
import type { SlackText } from "./slack-text.ts";
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
  return alarmIn(parseJson(whole) ?? membersIn(text));
}

/** The members that stand there whole, of the alarm and of its metric alike. */
function membersIn(text: string): Record<string, unknown> {
  const members = Object.fromEntries(
    [...text.slice(0, 16_000).matchAll(member)].map(([, name = "", value]) => [
      name,
      parseJson(value ?? ""),
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
export function alarmTold({ pairs, lines, title, links }: SlackText): Alert | undefined {
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

/** What an alarm's metric is, and in which account, where that is another's. */
type Metrics = Pick<Alert, "dimensions" | "namespace" | "metric" | "metrics" | "account">;

interface One {
  readonly namespace: string | undefined;
  readonly metric: string | undefined;
  readonly account: string | undefined;
  readonly dimensions: AlertWords;
}

/**
 * The metric of an alarm, as SNS or EventBridge write it. Of a calculation over several: what all of them share, for what differs
 * would be a guess, and the names of all.
 */
function metricsIn(trigger: Record<string, unknown>): Metrics {
  const all = [trigger, ...listIn(trigger.Metrics).slice(0, 100).map(recordIn)].flatMap(oneIn);
  const [first] = all;
  if (first === undefined) return fromQuery(trigger);
  const shared = (name: "namespace" | "account") =>
    all.every((one) => one[name] === first[name]) ? first[name] : undefined;
  const [namespace, account] = [shared("namespace"), shared("account")];
  const names = [...new Set(all.flatMap(({ metric }) => metric ?? []))];
  return {
    dimensions: sharedOf(all.map(({ dimensions }) => dimensions)),
    ...(namespace === undefined ? {} : { namespace }),
    ...(account === undefined ? {} : { account }),
    ...(first.metric === undefined ? {} : { metric: first.metric }),
    ...(names.length > 1 ? { metrics: names } : {}),
  };
}

/** The metric itself, or what a calculation takes it from. */
function oneIn(query: Record<string, unknown>): readonly One[] {
  const stat = recordIn(query.MetricStat ?? query.metricStat);
  const inner = recordIn(stat.Metric ?? stat.metric);
  const metric = textIn(query.MetricName ?? inner.MetricName ?? inner.name, 255);
  if (metric === undefined) return [];
  const namespace = textIn(query.Namespace ?? inner.Namespace ?? inner.namespace, 255);
  const account = textIn(query.AccountId ?? query.accountId, 12);
  return [{ namespace, metric, account, dimensions: dimensionsIn({ ...inner, ...query }) }];
}

/** Names are in small letters in the one, in capitals in the other, and members of an object in the third. */
function dimensionsIn({
  Dimensions,
  dimensions = Dimensions,
}: Record<string, unknown>): AlertWords {
  const pairs = Array.isArray(dimensions)
    ? listIn(dimensions)
        .slice(0, 30)
        .map(recordIn)
        .map(({ name, Name = name, value, Value = value }) => [Name, Value])
    : Object.entries(recordIn(dimensions)).slice(0, 30);
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => {
      const [key, text] = [textIn(name, 255), textIn(value, 1_000)];
      return key === undefined || text === undefined ? [] : [[key, text]];
    }),
  );
}

const sharedOf = ([first = {}, ...others]: readonly AlertWords[]): AlertWords =>
  Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => one[name] === value)),
  );

/** Metrics Insights names a namespace, and what it groups by is of many: SELECT SUM(x) FROM SCHEMA("AWS/SQS", QueueName). */
function fromQuery(trigger: Record<string, unknown>): Metrics {
  const asked = listIn(trigger.Metrics)
    .slice(0, 20)
    .flatMap((one) => textIn(recordIn(one).Expression ?? recordIn(one).expression) ?? []);
  const [, metric, namespace] = insights.exec(asked.join("\n")) ?? [];
  return {
    dimensions: {},
    ...(namespace === undefined ? {} : { namespace }),
    ...(metric === undefined ? {} : { metric }),
  };
}

const insights =
  /\bSELECT\s{1,9}[A-Z]{1,9}\("?([\w.-]{1,255})"?\)\s{1,9}FROM\s{1,9}(?:SCHEMA\()?"([\w./-]{1,255})"/i;
