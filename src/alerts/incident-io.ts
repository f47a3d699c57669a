import { alertIn, alertOf } from "./compose.ts";
import { namedIn, recordIn, textIn, timeIn } from "./json.ts";
import { pairIn } from "./pairs.ts";
import { isBy, linkTo, type Source, stateIn } from "./source.ts";

/** incident.io: alerts, in its app's messages and its webhooks. https://docs.incident.io/integrations/webhooks */
export const incidentIo: Source = {
  name: "incident.io",
  message: (told) => {
    const link = linkTo(told, /^https:\/\/app\.incident\.io\//);
    if (!isBy(told, /^incident(?:\.io)?$/i) && link === undefined) return undefined;
    const said = [told.title, ...told.lines].join("\n");
    return alertIn(told, {
      source: "incident.io",
      state: stateIn(said) === "resolved" ? "resolved" : "firing",
      ...(link === undefined ? {} : { link, key: link.split(/[?#]/, 1).join("") }),
    });
  },
  payload: (json) => {
    const sent = recordIn(json);
    const type = textIn(sent.event_type) ?? "";
    const [kind] = type.split(".");
    if (kind !== "public_alert" && kind !== "private_alert") return undefined;
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
    labels: { ...linesIn(described), ...namedIn(alert.metadata) },
    text: [title, described].join("\n"),
    ...(at === undefined ? {} : { at }),
    ...(link === undefined ? {} : { link }),
    key: textIn(alert.deduplication_key) ?? textIn(alert.id) ?? title,
  });
}

const linesIn = (text: string) =>
  Object.fromEntries(
    text
      .split("\n")
      .slice(0, 100)
      .flatMap((line) => pairIn(line) ?? []),
  );
