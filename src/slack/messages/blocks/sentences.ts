import type { RichTextBlock } from "@slack/types";
import type { Word } from "../../../run/sentence.ts";
import { escapeLine, escapeText, isSlackId, mention, personName, plainLine } from "./escape.ts";
import { clockToken, dateAndClock, dateToken, type Format, utcDay, utcTime } from "./times.ts";

/** A sentence of the record in mrkdwn: people as mentions, moments in the reader's time zone, all else escaped. */
export const toMrkdwn = (words: readonly Word[]): string =>
  words.map((word) => inMrkdwn(word)).join("");

function inMrkdwn(word: Word): string {
  if (typeof word === "string") return keepEdges(word);
  if ("person" in word) return mention(word.person);
  return word.day ? dateAndClock(word.time) : clockToken(word.time);
}

// escapeLine trims, but the space between two words belongs to the sentence.
function keepEdges(text: string): string {
  const line = escapeLine(text);
  const before = /^\s/.test(text) ? " " : "";
  const after = line !== "" && /\s$/.test(text) ? " " : "";
  return `${before}${line}${after}`;
}

type Leaf = Extract<
  RichTextBlock["elements"][number],
  { readonly type: "rich_text_section" }
>["elements"][number];

/** One line of rich text: people as mentions, moments in each reader's time zone. Nothing needs escaping there. */
export const richLine = (words: readonly Word[]): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: words.flatMap(leaf) }],
});

/** The same as mrkdwn, where a workspace does not take rich text. */
export const toMrkdwnLine = ({ elements }: RichTextBlock): string =>
  elements
    .flatMap((element) => (element.type === "rich_text_section" ? element.elements : []))
    .map(leafInMrkdwn)
    .join("");

function leaf(word: Word): readonly Leaf[] {
  if (typeof word === "string") return plain(word);
  if ("person" in word) {
    const { person } = word;
    return isSlackId(person) ? [{ type: "user", user_id: person }] : plain(personName(person));
  }
  const format: Format = word.day ? "{date_short_pretty} {time}" : "{time}";
  const fallback = word.day ? utcDay(word.time) : utcTime(word.time);
  return [{ type: "date", timestamp: Math.floor(word.time / 1_000), format, fallback }];
}

/** Slack refuses empty texts. */
function plain(text: string): readonly Leaf[] {
  const line = plainLine(text);
  return line === "" ? [] : [{ type: "text", text: line }];
}

function leafInMrkdwn(leaf: Leaf): string {
  if (leaf.type === "user") return `<@${leaf.user_id}>`;
  if (leaf.type === "date") return dateToken(leaf.timestamp, leaf.format, leaf.fallback ?? "");
  return leaf.type === "text" ? escapeText(leaf.text) : "";
}
