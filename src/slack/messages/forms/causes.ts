import type { KnownBlock } from "@slack/types";
import type { Evidence, Ruling } from "#language";
import { header, section } from "../blocks/blocks.ts";
import { shortLine } from "../blocks/escape.ts";
import { limits } from "../blocks/limits.ts";

/** Every cause that was ruled in, out or left open, each with its reason, value, threshold and source; nothing where none was. */
export function differential({ rulings = [] }: Pick<Evidence, "rulings">): readonly KnownBlock[] {
  if (rulings.length === 0) return [];
  const lines = states
    .flatMap(([state, word]) =>
      rulings.filter((one) => one.state === state).map((one) => line(one, word)),
    )
    .slice(0, mostRulings);
  return [header("Every cause, ruled in or out"), ...packed(lines).map(section)];
}

/** More than are ever made. */
const mostRulings = 30;

const states = [
  ["in", "Fits"],
  ["open", "Open"],
  ["out", "Ruled out"],
] as const;

const line = (ruling: Ruling, word: string): string => {
  const { says, reason, value, threshold, source, decidedBy } = ruling;
  const decide = decidedBy === undefined ? "" : `. To decide: ${shortLine(decidedBy, 200)}`;
  return `*${word}: ${shortLine(says, 100)}.* ${shortLine(upper(reason), 300)}: ${shortLine(value, 150)}, expected: ${shortLine(threshold, 100)}. Source: ${shortLine(source, 150)}${decide}`;
};

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** As few texts as sections can hold, because a modal takes 100 blocks. */
function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const one of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + one.length + 1 < limits.section)
      texts[texts.length - 1] = `${last}\n${one}`;
    else texts.push(one);
  }
  return texts;
}
