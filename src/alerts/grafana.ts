import { groupIn, stillFiring } from "./alertmanager.ts";
import { alertIn, alertOf } from "./compose.ts";
import { listIn, namedIn, recordIn, textIn } from "./json.ts";
import { unlessTorn } from "./name-value-pairs.ts";
import { type AlertSource, isBy, linkTo, stateAhead, stateIn } from "./source.ts";

/**
 * Grafana: its default message lists labels and annotations, and its webhook is that of Alertmanager with more in it.
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const grafana: AlertSource = {
  name: "Grafana",
  message: (told) => {
    if (!isBy(told, /^grafana/i)) return undefined;
    const link = linkTo(told, /\/alerting\//);
    const state = stateAhead([told.title, ...told.lines]);
    return alertIn(stillFiring(told, state), {
      source: "Grafana",
      state,
      ...(link === undefined ? {} : { link }),
      key: told.title.replace(/^\[[^\]]*\]\s*/, ""),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const { orgId, title, state } = sent;
    if ("evalMatches" in sent && "ruleId" in sent) return [ofRule(sent)];
    const isOurs = orgId !== undefined && (title !== undefined || state !== undefined);
    return isOurs ? groupIn(json, "Grafana") : undefined;
  },
};

/** A rule of a dashboard, as Grafana sent it before version 11: https://grafana.com/docs/grafana/v8.5/alerting/old-alerting/notifications/#webhook */
function ofRule(sent: Record<string, unknown>) {
  const title = textIn(sent.ruleName) ?? textIn(sent.title) ?? "A rule without a name";
  const link = textIn(sent.ruleUrl);
  const matches = listIn(sent.evalMatches).slice(0, 100).map(recordIn);
  const tags = matches.flatMap((one) => Object.entries(namedIn(one.tags)));
  const metrics = matches.flatMap((one) => textIn(one.metric) ?? []);
  return alertOf({
    source: "Grafana",
    title,
    state: stateIn(textIn(sent.state) ?? ""),
    labels: { ...unlessTorn(tags), ...namedIn(sent.tags) },
    text: [title, textIn(sent.message) ?? "", ...metrics, ...tags.map(([, tag]) => tag)].join("\n"),
    ...(link === undefined ? {} : { link }),
    key: `${textIn(sent.orgId) ?? ""} ${textIn(sent.ruleId) ?? title}`,
  });
}
