import type { Alert } from "#language";
import type { SlackText } from "./slack-text.ts";

/** Who sends alerts: how a message of theirs is known and read, and what they send over HTTP. */
export interface AlertSource {
  /** For people. */
  readonly name: string;
  /** Undefined for what is not theirs. */
  message(told: SlackText): Alert | undefined;
  /** The alerts in a request's JSON; undefined for what is not theirs. */
  payload?(json: unknown): readonly Alert[] | undefined;
}

/** Whether one of the names under which a message was sent is this one. */
export const isBy = ({ authors }: SlackText, name: RegExp): boolean =>
  authors.some((author) => name.test(author));

export const linkTo = ({ links }: SlackText, place: RegExp): string | undefined =>
  links.find((link) => place.test(link));

/** What a field or a member that holds a state says: "Triggered", "resolved", "No Data". */
export function stateIn(status: string): Alert["state"] {
  const [word = ""] =
    /[a-z][a-z -]*/i.exec(status.slice(0, longestHead).replaceAll("_", " ")) ?? [];
  return words.get(word.trim().toLowerCase()) ?? "unknown";
}

/**
 * What the beginnings of lines say of a state, the first that says anything: "[FIRING:2, RESOLVED:1] …", "Recovered: …",
 * "A new alert is firing: …". Words further on are the alert's own: "backend closed connection" is no end.
 */
export function stateAhead(lines: readonly string[]): Alert["state"] {
  for (const line of lines) {
    const head = line.slice(0, longestHead).replaceAll(/:[\w+-]{1,40}:/g, " ");
    const [, first = "", told = ""] = begins.exec(head) ?? tells.exec(head) ?? [];
    const state = words.get((first || told).toLowerCase().replace("nodata", "no data"));
    if (state !== undefined) return state;
  }
  return "unknown";
}

const longestHead = 160;

const words: ReadonlyMap<string, Alert["state"]> = new Map([
  ...["resolved", "recovered", "closed", "ok", "normal"].map((word) => [word, "resolved"] as const),
  ...["firing", "alarm", "triggered", "re-triggered", "alerting", "alert", "active", "open"].map(
    (word) => [word, "firing"] as const,
  ),
  ...["acknowledged", "warn", "warning", "no data", "error", "reopened", "renotify"].map(
    (word) => [word, "firing"] as const,
  ),
  ...["re-warn", "re-no data"].map((word) => [word, "firing"] as const),
]);

/** A word of a state at the very beginning, where something ends it. */
const begins =
  /^[^a-z0-9]{0,20}(resolved|recovered|closed|ok|firing|alarm|triggered|re-triggered|reopened|alerting|acknowledged|warn|warning|no data|nodata)(?=\s{0,3}(?:$|[\]:,|#("“–]|\[|on \{|by\b|via\b|alert\b|incident\b))/i;

const tells =
  /\b(?:(resolved|closed|acknowledged|reopened)(?: the)? (?:alert|incident)|(?:alert|incident|monitor)(?: #\d{1,12})?(?: is| was| has been)?(?: now)? (firing|triggered|resolved|recovered|closed|acknowledged|reopened))\b/i;
