import type { Alert } from "#language";
import { alertIn, alertOf } from "./compose.ts";
import { listIn, namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { tagsIn, unlessTorn } from "./name-value-pairs.ts";
import { type AlertSource, isBy, linkTo, stateAhead } from "./source.ts";

/**
 * Opsgenie: alerts, in its app's messages and its webhooks.
 * https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/
 */
export const opsgenie: AlertSource = {
  name: "Opsgenie",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/[\w.-]*opsgenie\.com\//);
    if (!isBy(told, /^opsgenie/i) && link === undefined) return undefined;
    return alertIn(told, {
      source: "Opsgenie",
      state: stateAhead([told.title, ...told.lines]) === "resolved" ? "resolved" : "firing",
      ...(link === undefined ? {} : { link, key: link.split(/[?#]/, 1).join("") }),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const alert = recordIn(sent.alert);
    const title = textIn(alert.message);
    const action = textIn(sent.action);
    if (title === undefined || action === undefined || textIn(alert.alertId) === undefined)
      return undefined;
    return [actionIn(alert, title, action)];
  },
};

function actionIn(alert: Record<string, unknown>, title: string, action: string) {
  const tags = listIn(alert.tags).flatMap((tag) => textIn(tag, 300) ?? []);
  const details = namedIn(alert.details);
  const described = textIn(alert.description) ?? "";
  const entity = textIn(alert.entity);
  const at = timeIn(alert.createdAt);
  return alertOf({
    source: "Opsgenie",
    title,
    state: states[action] ?? "unknown",
    labels: { ...unlessTorn(tags.flatMap(tagsIn)), ...details },
    text: [title, described, ...tags, entity ?? ""].join("\n"),
    ...(entity === undefined ? {} : { service: entity }),
    ...(at === undefined ? {} : { at }),
    key: textIn(alert.alias) ?? textIn(alert.alertId) ?? title,
  });
}

const states: { readonly [action: string]: Alert["state"] } = {
  ...{ Create: "firing", UnAcknowledge: "firing", Escalate: "firing" },
  ...{ Close: "resolved", Delete: "resolved" },
};
