import type { RichTextBlock } from "@slack/types";
import type { Word } from "../../../run/sentence.ts";
import { escapeText, isSlackId, nameOf, plainLine } from "./escape.ts";
import { dateToken, type Format, utcDay, utcTime } from "./times.ts";

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
    .map(inMrkdwn)
    .join("");

function leaf(word: Word): readonly Leaf[] {
  if (typeof word === "string") return plain(word);
  if ("person" in word) {
    const { person } = word;
    return isSlackId(person) ? [{ type: "user", user_id: person }] : plain(nameOf(person));
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

function inMrkdwn(leaf: Leaf): string {
  if (leaf.type === "user") return `<@${leaf.user_id}>`;
  if (leaf.type === "date") return dateToken(leaf.timestamp, leaf.format, leaf.fallback ?? "");
  return leaf.type === "text" ? escapeText(leaf.text) : "";
}
