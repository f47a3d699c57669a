import { visibleText } from "../../../language/texts/visible-text.ts";
import type { Person } from "../../../run/visits.ts";
import { cutText } from "./limits.ts";

/**
 * Text that did not come from us, made safe for mrkdwn: `& < >` as entities, so that it can make no mention, link or quotation
 * (https://docs.slack.dev/messaging/formatting-message-text#escaping); control characters are dropped.
 */
export const escapeText = (text: string): string =>
  visibleText(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same on one line: line breaks and runs of spaces become one space. */
export const escapeLine = (text: string): string => escapeText(text).replaceAll(/\s+/g, " ").trim();

/** The same, cut to at most `most` characters. */
export const shortLine = (text: string, most: number): string => cutText(escapeLine(text), most);

export const shortText = (text: string, most: number): string => cutText(escapeText(text), most);

/**
 * Text on one line for where Slack reads no marks (headers, buttons, tables, rich text): nothing is escaped there, but
 * invisible characters are dropped. Spaces at its ends stay.
 */
export const plainLine = (text: string): string => visibleText(text).replaceAll(/\s+/g, " ");

/** Escaped text as a quotation, each of its lines marked. */
export const quoteText = (text: string): string =>
  escapeText(text)
    .trim()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** A person: a mention for a Slack id, the name for anyone else ("handrail" is the bot itself). */
export const mention = (person: Person): string =>
  isSlackId(person) ? `<@${person}>` : escapeLine(personName(person));

/** Whether a person has an account in Slack, so that Slack shows their name. */
export const isSlackId = (person: Person): boolean => /^[UW][A-Z0-9]{2,30}$/.test(person);

export const personName = (person: Person): string => (person === "handrail" ? "Handrail" : person);

/** A link to one of Slack's own messages in mrkdwn; nothing for none, and for an address that could break out of it. */
export const linkLine = (link: string | undefined, text: string): readonly string[] =>
  link !== undefined && /^https?:\/\/[^\s<>|]+$/.test(link)
    ? [`<${link.replaceAll("&", "&amp;")}|${text}>`]
    : [];
