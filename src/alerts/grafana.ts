import { groupIn } from "./alertmanager.ts";
import { alertIn } from "./compose.ts";
import { recordIn } from "./json.ts";
import { isBy, linkTo, type Source, stateIn } from "./source.ts";

/**
 * Grafana: its default message lists labels and annotations, and its webhook is that of Alertmanager with more in it.
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const grafana: Source = {
  name: "Grafana",
  message: (told) => {
    if (!isBy(told, /^grafana/i)) return undefined;
    const link = linkTo(told, /\/alerting\//);
    return alertIn(told, {
      source: "Grafana",
      state: stateIn(told.title),
      ...(link === undefined ? {} : { link }),
      key: told.title.replace(/^\[[^\]]*\]\s*/, ""),
    });
  },
  payload: (json) => {
    const { orgId, title, state } = recordIn(json);
    const isOurs = orgId !== undefined && (title !== undefined || state !== undefined);
    return isOurs ? groupIn(json, "Grafana") : undefined;
  },
};
