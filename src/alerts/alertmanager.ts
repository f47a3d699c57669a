import type { Alert } from "#language";
import { alertIn, alertOf, alertsIn } from "./compose.ts";
import { listIn, namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { type SlackText, textBefore } from "./slack-text.ts";
import { type AlertSource, isBy, linkTo, stateAhead, stateIn } from "./source.ts";

/**
 * Prometheus's Alertmanager. By default its messages are a title with the values of the labels, without their names; a text with
 * names is for the team's template. https://prometheus.io/docs/alerting/latest/configuration/#slack_config
 */
export const alertmanager: AlertSource = {
  name: "Alertmanager",
  message: (told) => {
    const link = linkTo(told, /\/#\/alerts(?:\?|$)/);
    const isOurs = /^\[(?:FIRING|RESOLVED)\b[^\]]{0,40}\]/i.test(told.title);
    if (!isBy(told, /^alertmanager/i) && (link === undefined || !isOurs)) return undefined;
    const state = stateAhead([told.title, ...told.lines]);
    return alertIn(stillFiring(told, state), {
      source: "Alertmanager",
      state,
      ...(link === undefined ? {} : { link }),
      key: told.title.replace(/^\[[^\]]*\]\s*/, ""),
    });
  },
  payload: (json) => groupIn(json, "Alertmanager"),
};

/** Of a group in which some fire and some are over, what fires, as Grafana's and the usual templates part them. */
export const stillFiring = (told: SlackText, state: Alert["state"]): SlackText =>
  state === "firing" ? textBefore(told, /^(?:alerts )?resolved:?$/i) : told;

/** A group of alerts as it is sent to webhooks: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export function groupIn(json: unknown, source: string): readonly Alert[] | undefined {
  const group = recordIn(json);
  const alerts = listIn(group.alerts);
  if (textIn(group.groupKey) === undefined || alerts.length === 0) return undefined;
  const common = { ...namedIn(group.commonLabels), ...namedIn(group.groupLabels) };
  return alertsIn(alerts, (one) => [alertFrom(one, common, source)]);
}

function alertFrom(one: Record<string, unknown>, common: Record<string, string>, source: string) {
  const labels = { ...common, ...namedIn(one.labels) };
  const notes = namedIn(one.annotations);
  const title = [labels.alertname, notes.summary].filter((text) => text !== undefined).join(": ");
  const at = timeIn(one.startsAt);
  const link = textIn(one.generatorURL);
  return alertOf({
    source,
    title: title === "" ? "An alert without a name" : title,
    state: stateIn(textIn(one.status) ?? ""),
    labels,
    text: [title, ...Object.values(notes), ...Object.values(labels)].join("\n"),
    ...(at === undefined ? {} : { at }),
    ...(link === undefined ? {} : { link }),
    key: textIn(one.fingerprint) ?? JSON.stringify(Object.entries(labels).toSorted()),
  });
}
