import type { Person } from "../event.ts";
import type { Postmortem } from "../postmortem.ts";
import type { Word } from "../sentence.ts";

/** The postmortem as a Markdown page; `names` gives names for ids. Times are UTC. */
export function toMarkdown(
  { title, sections }: Postmortem,
  names: { readonly [person: Person]: string } = {},
): string {
  const parts = sections.map((section) => {
    const lines = section.sentences.map(({ words }) => `- ${inMarkdown(words, names)}`);
    return [`## ${section.title}`, "", ...lines].join("\n");
  });
  const origin = "Every sentence comes from the recorded log of the run. Times are UTC.";
  return [`# ${escaped(title)}`, ...parts, origin].join("\n\n").concat("\n");
}

function inMarkdown(words: readonly Word[], names: { readonly [person: Person]: string }): string {
  return words
    .map((word) => {
      if (typeof word === "string") return escaped(word);
      return "person" in word ? escaped(nameOf(word.person, names)) : utc(word.time);
    })
    .join("");
}

const nameOf = (person: Person, names: { readonly [person: Person]: string }): string =>
  names[person] ?? (person === "handrail" ? "Handrail" : person);

const utc = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");

// On one line, and nothing in it makes markup, HTML or a link. What stands between two backticks is code already.
const escaped = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`*<>[\]]/g, "\\$&")))
    .join("");
