import type { Alert, Named } from "#language";
import { listIn, recordIn, textIn } from "./json.ts";

/** What an alarm's metric is, and in which account, where that is another's. */
type Metrics = Pick<Alert, "dimensions" | "namespace" | "metric" | "metrics" | "account">;

interface One {
  readonly namespace: string | undefined;
  readonly metric: string | undefined;
  readonly account: string | undefined;
  readonly dimensions: Named;
}

/**
 * The metric of an alarm, as SNS or EventBridge write it. Of a calculation over several: what all of them share, for what differs
 * would be a guess, and the names of all.
 */
export function metricsIn(trigger: Record<string, unknown>): Metrics {
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
function dimensionsIn({ Dimensions, dimensions = Dimensions }: Record<string, unknown>): Named {
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

const sharedOf = ([first = {}, ...others]: readonly Named[]): Named =>
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
