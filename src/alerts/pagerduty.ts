import type { Alert } from "#language";
import { alertIn, alertNews, alertOf, alertsIn } from "./compose.ts";
import { isRecord, listIn, namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { linesIn } from "./name-value-pairs.ts";
import { type AlertSource, isBy, linkTo, stateAhead } from "./source.ts";

/** PagerDuty: incidents, in its app's messages and its webhooks (V3, and V2 where they are still sent). https://developer.pagerduty.com/docs/webhooks-overview */
export const pagerduty: AlertSource = {
  name: "PagerDuty",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/[\w.-]+\.pagerduty\.com\/incidents\//);
    if (!isBy(told, /^pagerduty/i) && link === undefined) return undefined;
    return alertIn(told, {
      source: "PagerDuty",
      state: stateAhead([told.pairs.Status ?? "", told.title, ...told.lines]),
      ...(link === undefined ? {} : { link, key: incidentOf(link) }),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const messages = listIn(sent.messages);
    if (messages.map(recordIn).some(isVersion2)) return alertsIn(messages, ofVersion2);
    const event = recordIn(sent.event);
    const type = textIn(event.event_type) ?? "";
    if (type === "") return undefined;
    const incident = recordIn(event.data);
    const title = textIn(incident.title);
    // A note, a service, or the test of a new webhook is theirs, and no alert.
    if (title === undefined || !type.startsWith("incident.")) return [alertNews("PagerDuty", type)];
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
  const { summary, name = summary } = recordIn(incident.service);
  const service = textIn(name);
  const { details } = recordIn(incident.body);
  const said = textIn(details, 8_000) ?? "";
  const link = textIn(incident.html_url);
  return alertOf({
    source: "PagerDuty",
    title,
    // A note, a new priority or another person is no news of the incident itself.
    state: states[type] ?? "unknown",
    labels: { ...linesIn(said), ...namedIn(details) },
    text: [title, service ?? "", said, ...Object.values(namedIn(details))].join("\n"),
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

const isVersion2 = ({ event, incident }: Record<string, unknown>): boolean =>
  typeof event === "string" && isRecord(incident);

/** V2 webhooks, and V1 with them: https://developer.pagerduty.com/docs/webhooks-v2-overview */
function ofVersion2(message: Record<string, unknown>): readonly Alert[] {
  const incident = recordIn(message.incident);
  const title = textIn(incident.title) ?? textIn(incident.description);
  if (title === undefined) return [alertNews("PagerDuty", textIn(message.event) ?? "")];
  const type = ofVersion3[textIn(message.event) ?? ""] ?? "";
  const { channel } = recordIn(incident.first_trigger_log_entry);
  const { details } = recordIn(channel);
  const at = timeIn(message.created_on) ?? timeIn(incident.created_at);
  return [incidentIn({ body: { details }, ...incident }, title, type, at)];
}

const ofVersion3: { readonly [event: string]: string } = {
  "incident.trigger": "incident.triggered",
  "incident.escalate": "incident.escalated",
  "incident.resolve": "incident.resolved",
};
