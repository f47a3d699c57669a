import { alertIn, alertNews, alertOf } from "./compose.ts";
import { listIn, namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { linesIn, unlessTorn } from "./name-value-pairs.ts";
import { type AlertSource, isBy, linkTo, stateAhead, stateIn } from "./source.ts";

/** incident.io: alerts, in its app's messages and its webhooks. https://docs.incident.io/integrations/webhooks */
export const incidentIo: AlertSource = {
  name: "incident.io",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/app\.incident\.io\//);
    if (!isBy(told, /^incident(?:\.io)?$/i) && link === undefined) return undefined;
    const state = stateAhead([told.pairs.Status ?? "", ...told.lines]);
    return alertIn(told, {
      source: "incident.io",
      state: state === "resolved" ? "resolved" : "firing",
      ...(link === undefined ? {} : { link, key: link.split(/[?#]/, 1).join("") }),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const type = textIn(sent.event_type) ?? "";
    if (type === "" || !(type in sent)) return undefined;
    // Incidents, escalations, schedules and the rest are no alert.
    if (!/^(?:public|private)_alert\./.test(type)) return [alertNews("incident.io", type)];
    const inner = recordIn(sent[type]);
    return [alertFrom({ ...inner, ...recordIn(inner.alert) })];
  },
};

function alertFrom(alert: Record<string, unknown>) {
  const title = textIn(alert.title) ?? "An alert without a title";
  const described = textIn(alert.description) ?? "";
  const at = timeIn(alert.created_at);
  const link = textIn(alert.source_url);
  return alertOf({
    source: "incident.io",
    title,
    state: stateIn(textIn(alert.status) ?? ""),
    labels: { ...linesIn(described), ...attributesIn(alert), ...namedIn(alert.metadata) },
    text: [title, described].join("\n"),
    ...(at === undefined ? {} : { at }),
    ...(link === undefined ? {} : { link }),
    key: textIn(alert.deduplication_key) ?? textIn(alert.id) ?? title,
  });
}

/** What the team reads out of its alerts, by name; of a list only its one member. */
const attributesIn = (alert: Record<string, unknown>) =>
  unlessTorn(
    listIn(alert.attributes)
      .slice(0, 60)
      .map(recordIn)
      .flatMap(({ attribute, value, array_value: list }) => {
        const name = textIn(recordIn(attribute).name, 100);
        const [one, ...more] = value === undefined ? listIn(list) : [value];
        const { literal, label } = recordIn(one);
        const text = textIn(literal, 500) ?? textIn(label, 500);
        return name === undefined || text === undefined || more.length > 0 ? [] : [[name, text]];
      }),
  );
