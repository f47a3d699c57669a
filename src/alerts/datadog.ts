import { alertIn, alertOf } from "./compose.ts";
import { recordIn, textIn, timeIn } from "./json.ts";
import { tagsIn, unlessTorn } from "./name-value-pairs.ts";
import { type AlertSource, isBy, linkTo, stateAhead, stateIn } from "./source.ts";

/**
 * Datadog: monitors, in its app's messages, and in a webhook whose payload the team writes, here with the names that
 * docs/alerts.md gives. https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog: AlertSource = {
  name: "Datadog",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/[\w.-]*(?:datadoghq\.(?:com|eu)|ddog-gov\.com)\//);
    if (!isBy(told, /^datadog/i) && link === undefined) return undefined;
    return alertIn(told, {
      source: "Datadog",
      state: stateAhead([told.title, ...told.lines]),
      ...metricOf(told.lines.join("\n")),
      ...(link === undefined ? {} : { link, key: monitorOf(link) }),
      labels: unlessTorn([told.title, ...told.lines].flatMap(scopesIn)),
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
    state: stateOf(textIn(sent.alert_transition), title),
    labels: unlessTorn([...tagsIn(scope), ...[title, query, body].flatMap(scopesIn)]),
    text: [title, body, query].join("\n"),
    ...metricOf(textIn(sent.alert_metric) ?? query),
    ...(link === undefined ? {} : { link }),
    ...(at === undefined ? {} : { at }),
    key: key.find((one) => one !== undefined) ?? title,
  });
}

/** "$ALERT_TRANSITION" where the payload has none filled in. */
const stateOf = (transition: string | undefined, title: string) =>
  transition === undefined || transition.startsWith("$")
    ? stateAhead([title])
    : stateIn(transition.replace(/^re-/i, ""));

/** The tags of queries, "sum:aws.sqs.messages{queuename:orders,region:eu-west-1}", and of a sentence, "… over queuename:orders was > 5". */
function scopesIn(text: string): readonly (readonly [string, string])[] {
  const braced = text.split("{", 20).slice(1);
  const queries = braced.flatMap((rest) => tagsIn(rest.slice(0, rest.indexOf("}") >>> 0)));
  const told = [...text.slice(0, 4_000).matchAll(/ over (?:\*\*)?([^\s*]{1,500})(?:\*\*)? was /g)];
  return [...queries, ...told.flatMap(([, tags = ""]) => tagsIn(tags))];
}

function metricOf(text: string) {
  const [metric] =
    /\b[a-z]\w{0,60}(?:\.\w{1,60}){1,6}(?=\{|\s|$)/i.exec(text.slice(0, 4_000)) ?? [];
  return metric === undefined ? {} : { metric };
}

/** A monitor alerts for each of its groups by itself. */
function monitorOf(link: string): string {
  const [monitor] = /\/monitors\/\d+/.exec(link) ?? [];
  const group = URL.parse(link)?.searchParams.get("group") ?? "";
  return monitor === undefined ? link : `${monitor} ${group}`.trim();
}
