import type { KnownBlock } from "@slack/types";
import type { Evidence, Json } from "#language";
import { header, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut, limits } from "../blocks/limits.ts";

/** Every cause that was ruled in, out or left open, each with its reason, value, threshold and source; nothing where none was. */
export function differential({ numbers }: Pick<Evidence, "numbers">): readonly KnownBlock[] {
  const rulings = rulingsIn(numbers.differential ?? numbers.causes);
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

type Ruling = { readonly [name in (typeof fields)[number]]: string };
const fields = ["says", "state", "reason", "value", "threshold", "source"] as const;

/** Shares of causes have the same name in other evidence, and are no rulings. */
function rulingsIn(json: Json | undefined): readonly Ruling[] {
  const all: readonly Json[] = Array.isArray(json) ? json : [];
  return all.flatMap((one) => (isRuling(one) ? [one] : []));
}

function isRuling(json: Json): json is Ruling {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return false;
  const known = new Map(Object.entries(json));
  return fields.every((name) => typeof known.get(name) === "string");
}

const line = (ruling: Ruling & { readonly decidedBy?: string }, word: string): string => {
  const { says, reason, value, threshold, source, decidedBy } = ruling;
  const decide = decidedBy === undefined ? "" : `. To decide: ${cut(escapeLine(decidedBy), 200)}`;
  return `*${word}: ${cut(escapeLine(says), 100)}.* ${cut(escapeLine(upper(reason)), 300)}: ${cut(escapeLine(value), 150)}, held against: ${cut(escapeLine(threshold), 100)}. Source: ${cut(escapeLine(source), 150)}${decide}`;
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
