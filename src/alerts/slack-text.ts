import type { AlertWords } from "#language";
import { textsIn } from "./message-texts.ts";
import { pairIn, unlessTorn } from "./name-value-pairs.ts";

/** What a message of Slack says, without how it is laid out. */
export interface SlackText {
  /** The names under which it was sent: of the app, the bot, the webhook. */
  readonly authors: readonly string[];
  readonly title: string;
  readonly lines: readonly string[];
  /** "Region: eu-west-1", "region = eu-west-1", and fields with a name. */
  readonly pairs: AlertWords;
  readonly links: readonly string[];
}

/** Characters that are read of a message, lines and links of them. */
const most = { characters: 16_000, lines: 400, links: 40, line: 8_000 };

/** Reads a message as Slack delivers it, whatever is in it: https://docs.slack.dev/reference/events/message */
export function readSlackText(message: unknown): SlackText {
  const { texts, pairs, links, title, authors } = textsIn(message);
  const marked = texts.join("\n").slice(0, most.characters);
  const { text, linked } = markupOff(marked);
  const lines = text
    .split("\n")
    .map((line) => line.slice(0, most.line).trim())
    .filter((line) => line !== "")
    .slice(0, most.lines);
  return {
    authors,
    title: markupOff(title).text.trim() || (lines[0] ?? ""),
    lines,
    // What has a field of its own outweighs what stands in a line.
    pairs: { ...pairsIn(lines), ...unlessTorn(pairs.map(clean)) },
    links: [...links, ...linked].slice(0, most.links),
  };
}

/** The same message without what stands from the first line like this on: of a group of alerts those that are over. */
export function textBefore(told: SlackText, ending: RegExp): SlackText {
  const at = told.lines.findIndex((line) => ending.test(line));
  if (at < 1) return told;
  const lines = told.lines.slice(0, at);
  return { ...told, lines, pairs: pairsIn(lines) };
}

const pairsIn = (lines: readonly string[]): AlertWords =>
  unlessTorn(lines.flatMap((line) => pairIn(line) ?? []));

const clean = ([name, value]: readonly [string, string]): readonly [string, string] => [
  markupOff(name).text.replace(/:$/, "").trim(),
  markupOff(value).text.trim(),
];

/** Text with Slack's marks as a person reads it, and where its links lead: https://docs.slack.dev/messaging/formatting-message-text */
function markupOff(marked: string): { readonly text: string; readonly linked: string[] } {
  const linked: string[] = [];
  const text = marked.replaceAll(/<([^<>]{1,3000})>/g, (_, inside: string) => {
    const at = inside.indexOf("|");
    const to = at < 0 ? inside : inside.slice(0, at);
    if (/^https?:\/\//.test(to)) linked.push(entitiesOff(to));
    return at < 0 ? to : inside.slice(at + 1);
  });
  return { text: entitiesOff(text).replaceAll(/[*`]/g, ""), linked };
}

const entitiesOff = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
