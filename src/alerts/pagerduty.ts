import type { Alert } from "#language";
import { alertIn, alertOf } from "./compose.ts";
import { namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { isBy, linkTo, type Source, stateIn } from "./source.ts";

/** PagerDuty: incidents, in its app's messages and its webhooks (V3). https://developer.pagerduty.com/docs/webhooks-overview */
export const pagerduty: Source = {
  name: "PagerDuty",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/[\w.-]+\.pagerduty\.com\/incidents\//);
    if (!isBy(told, /^pagerduty/i) && link === undefined) return undefined;
    const said = told.lines.join("\n");
    return alertIn(told, {
      source: "PagerDuty",
      state: stateIn(told.pairs.Status ?? said),
      ...(link === undefined ? {} : { link, key: incidentOf(link) }),
    });
  },
  payload: (json) => {
    const event = recordIn(recordIn(json).event);
    const incident = recordIn(event.data);
    const title = textIn(incident.title);
    const type = textIn(event.event_type) ?? "";
    if (title === undefined || !type.startsWith("incident.")) return undefined;
    return [incidentIn(incident, title, type, timeIn(event.occurred_at))];
  },
};

const incidentOf = (link: string): string => /\/incidents\/(\w+)/.exec(link)?.[1] ?? link;

function incidentIn(
  incident: Record<string, unknown>,
  title: string,
  type: string,
  at: number | undefined,
): Alert {
  const service = textIn(recordIn(incident.service).summary);
  const details = recordIn(recordIn(incident.body).details);
  const link = textIn(incident.html_url);
  return alertOf({
    source: "PagerDuty",
    title,
    // A note, a new priority or another person is no news of the incident itself.
    state: states[type] ?? "unknown",
    labels: namedIn(details),
    text: [title, service ?? "", textIn(recordIn(incident.body).details) ?? ""].join("\n"),
    ...(service === undefined ? {} : { service }),
    ...(link === undefined ? {} : { link }),
    ...(at === undefined ? {} : { at }),
    key: textIn(incident.id) ?? textIn(incident.incident_key) ?? title,
  });
}

const states: { readonly [type: string]: Alert["state"] } = {
  "incident.triggered": "firing",
  "incident.reopened": "firing",
  "incident.escalated": "firing",
  "incident.resolved": "resolved",
};
