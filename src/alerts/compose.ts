import { type Alert, type AlertWords, byPlainName } from "#language";
import { recordIn } from "./json.ts";
import { pairIn, tagsIn, unlessTorn } from "./name-value-pairs.ts";
import { alertAccount, alertRegion } from "./regions-and-accounts.ts";
import type { SlackText } from "./slack-text.ts";

/** What a source reads by itself; the rest is found where every source has it. */
export type SourceAlert = Partial<Alert> & Pick<Alert, "title" | "state">;

/** Characters and words that are kept of an alert. */
const most = { title: 300, text: 8_000, labels: 80, value: 500 };

/** An alert of what a source read: bounded, and with region and account wherever they stand. */
export function alertOf(read: SourceAlert): Alert {
  const { dimensions = {}, labels = {}, text = "", link, ...more } = read;
  const kept = {
    dimensions: cutAll(dimensions),
    labels: cutAll(labels),
    text: text.slice(0, most.text),
  };
  const region = read.region ?? alertRegion(kept, link);
  const account = read.account ?? alertAccount(kept);
  const service = read.service ?? byPlainName(kept.labels).get("service");
  return {
    ...more,
    ...kept,
    title: read.title.replaceAll(/\s+/g, " ").trim().slice(0, most.title),
    ...(service === undefined ? {} : { service }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    ...(link === undefined || !/^https?:\/\/\S+$/.test(link) ? {} : { link: link.slice(0, 2_000) }),
  };
}

/** As many alerts of one request are read; how many there were beyond them, each of these knows. */
const mostAlerts = 20;

export function alertsIn(
  given: readonly unknown[],
  read: (one: Record<string, unknown>) => readonly Alert[],
): readonly Alert[] {
  const alerts = given.slice(0, mostAlerts).map(recordIn).flatMap(read);
  const beyond = given.length - mostAlerts;
  return beyond > 0 ? alerts.map((alert) => ({ ...alert, beyond })) : alerts;
}

/**
 * What a known sender sends besides alerts, such as a note or the test of a new webhook: it is taken, so that the sender does not
 * think the hook broken and end it, and nothing is offered for it.
 */
export const alertNews = (source: string, kind: string): Alert =>
  alertOf({ source, title: kind, state: "unknown" });

/** The same of a message, whose words all may be labels. */
export const alertIn = (
  told: SlackText,
  read: Partial<SourceAlert> & Pick<SourceAlert, "state">,
): Alert =>
  alertOf({
    title: told.title,
    text: told.lines.join("\n"),
    ...read,
    labels: { ...labelsIn(told), ...read.labels },
  });

/** Names with values, and the tags that stand in a field, or in a line, of them. */
function labelsIn({ pairs, lines }: Pick<SlackText, "pairs" | "lines">): AlertWords {
  const tags = Object.entries(pairs)
    .filter(([name]) => /^(?:tags|labels|details|scope)$/i.test(name))
    .flatMap(([, value]) => tagsIn(value));
  const listed = lines
    .filter((line) => line.includes(",") && line.length <= most.value)
    .flatMap((line) => line.split(",").flatMap((part) => pairIn(part.trim()) ?? []));
  return { ...unlessTorn(listed), ...pairs, ...unlessTorn(tags) };
}

const cutAll = (named: AlertWords): AlertWords =>
  Object.fromEntries(
    Object.entries(named)
      .slice(0, most.labels)
      .map(([name, value]) => [name.slice(0, 100), value.slice(0, most.value)]),
  );
