import { alertIn, alertOf } from "./compose.ts";
import { recordIn, textIn, timeIn } from "./json.ts";
import { tagsIn } from "./pairs.ts";
import { isBy, linkTo, type Source, stateIn } from "./source.ts";

/**
 * Datadog: monitors, in its app's messages, and in a webhook whose payload the team writes, here with the names that
 * docs/alerts.md gives. https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog: Source = {
  name: "Datadog",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/[\w.-]*(?:datadoghq\.(?:com|eu)|ddog-gov\.com)\//);
    if (!isBy(told, /^datadog/i) && link === undefined) return undefined;
    return alertIn(told, {
      source: "Datadog",
      state: stateIn(told.title),
      ...metricOf(told.lines.join("\n")),
      ...(link === undefined ? {} : { link, key: monitorOf(link) }),
      labels: Object.fromEntries(told.lines.flatMap(scopeIn)),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const title = textIn(sent.alert_title) ?? textIn(sent.title);
    if (title === undefined || !("alert_transition" in sent || "event_type" in sent))
      return undefined;
    return [monitorIn(sent, title)];
  },
};

function monitorIn(sent: Record<string, unknown>, title: string) {
  const scope = [textIn(sent.alert_scope), textIn(sent.tags)].join(",");
  const body = textIn(sent.text_only_msg) ?? textIn(sent.body) ?? "";
  const query = textIn(sent.alert_query) ?? "";
  const link = textIn(sent.link);
  const at = timeIn(Number(sent.date ?? Number.NaN));
  const key = [sent.alert_cycle_key, sent.aggreg_key, sent.alert_id, sent.id].map((one) =>
    textIn(one),
  );
  return alertOf({
    source: "Datadog",
    title,
    state: stateIn(textIn(sent.alert_transition) ?? title),
    labels: Object.fromEntries([...tagsIn(scope), ...scopeIn(query)]),
    text: [title, body, query].join("\n"),
    ...metricOf(textIn(sent.alert_metric) ?? query),
    ...(link === undefined ? {} : { link }),
    ...(at === undefined ? {} : { at }),
    key: key.find((one) => one !== undefined) ?? title,
  });
}

/** The tags of a query: "sum:aws.sqs.messages{queuename:orders,region:eu-west-1}". */
const scopeIn = (line: string) => {
  const from = line.indexOf("{");
  return from < 0 ? [] : tagsIn(line.slice(from + 1, line.indexOf("}", from) >>> 0));
};

/** A metric as Datadog names it. */
function metricOf(text: string) {
  const [metric] =
    /\b[a-z]\w{0,60}(?:\.\w{1,60}){1,6}(?=\{|\s|$)/i.exec(text.slice(0, 4_000)) ?? [];
  return metric === undefined ? {} : { metric };
}

const monitorOf = (link: string): string => /\/monitors\/(\d+)/.exec(link)?.[0] ?? link;
