import type { Word } from "../../../run/sentence.ts";
import { escapeLine, mention } from "./escape.ts";
import { clock, dateAndClock } from "./times.ts";

/**
 * A sentence of the record in mrkdwn: people as mentions, moments in the reader's time zone, all
 * else escaped.
 */
export const toMrkdwn = (words: readonly Word[]): string =>
  words.map((word) => inMrkdwn(word)).join("");

function inMrkdwn(word: Word): string {
  if (typeof word === "string") return keepEdges(word);
  if ("person" in word) return mention(word.person);
  return word.day ? dateAndClock(word.time) : clock(word.time);
}

// escapeLine trims, but the space between two words belongs to the sentence.
function keepEdges(text: string): string {
  const line = escapeLine(text);
  const before = /^\s/.test(text) ? " " : "";
  const after = line !== "" && /\s$/.test(text) ? " " : "";
  return `${before}${line}${after}`;
}
