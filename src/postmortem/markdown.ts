import { ownValue } from "../language/own-value.ts";
import { visibleText } from "../language/texts/visible-text.ts";
import type { Word } from "../run/sentence.ts";
import type { Person } from "../run/visits.ts";
import type { Postmortem, Section } from "./section.ts";
import { builtIn, type Template, type TemplatePart } from "./template.ts";

/** Names for the ids of people, where mentions mean nothing. */
export type PersonNames = { readonly [person: Person]: string };

/** The postmortem as a Markdown page; ids stand where `names` has none. Times are UTC. */
export function toMarkdown(
  written: Postmortem,
  names: PersonNames = {},
  template: Template = builtIn,
): string {
  const text = template.parts.map((part) => inPlace(written, part, names)).join("");
  return `${text.trimEnd()}\n`;
}

/** A section's own words: what someone wrote, or its sentences as a list. */
export function sectionMarkdown({ sentences, written }: Section, names: PersonNames): string {
  if (written === undefined)
    return sentences.map(({ words }) => `- ${inMarkdown(words, names)}`).join("\n");
  const who = escaped(nameOf(written.by, names));
  return `${shownText(written.text)}\n\n*Written by ${who}, ${utc(written.at)}.*`;
}

/** The same to be edited: nothing is escaped, and nobody is named twice. */
export const editableText = ({ sentences, written }: Section, names: PersonNames): string =>
  written?.text ??
  sentences.map(({ words }) => `- ${words.map((word) => plain(word, names)).join("")}`).join("\n");

function inPlace(written: Postmortem, part: TemplatePart, names: PersonNames): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "fact":
      return inMarkdown(written.facts[part.name], names);
    case "section": {
      const section = written.sections.find(({ name }) => name === part.name);
      return section ? sectionMarkdown(section, names) : "";
    }
    default:
      throw new Error(`Unknown part: ${JSON.stringify(part satisfies never)}`);
  }
}

const inMarkdown = (words: readonly Word[], names: PersonNames): string =>
  words.map((word) => (isTime(word) ? plain(word, names) : escaped(plain(word, names)))).join("");

const isTime = (word: Word): boolean => typeof word === "object" && "time" in word;

function plain(word: Word, names: PersonNames): string {
  if (typeof word === "string") return word;
  return "person" in word ? nameOf(word.person, names) : utc(word.time);
}

const nameOf = (person: Person, names: PersonNames): string =>
  ownValue(names, person) ?? (person === "handrail" ? "Handrail" : person);

const utc = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");

/**
 * What a person wrote is Markdown already, and stays so but for what runs or lies: HTML, `<javascript:…>` and links to anything
 * but the web and mail are shown as they were typed. Code is no exception, for programs differ in what they take for code.
 */
const shownText = (text: string): string =>
  visibleText(text)
    .trim()
    .replaceAll(/<(?=[a-z/!?])/gi, "&lt;")
    .replaceAll(/\](?=[(:])(?![(:]\s{0,9}(?:https?:\/\/|mailto:))/gi, "&#93;");

// On one line, and nothing in it makes markup, HTML or a link. What stands between two backticks is code already.
const escaped = (text: string): string =>
  visibleText(text)
    .replaceAll(/\s+/g, " ")
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`*<>[\]]/g, "\\$&")))
    .join("");
