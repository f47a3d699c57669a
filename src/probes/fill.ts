import type { Answers, Json } from "#language";
import { shellQuoted } from "../aws/shell-quote.ts";
import { visible } from "../language/visible.ts";

/** Why facts cannot be filled into a text; a sentence. */
export class Unfilled extends Error {
  constructor(says: string) {
    super(says);
    this.name = "Unfilled";
  }
}

/** A fact in a text: {queue}, or a part of one, {queue.name}. Not ${queue}, which is the shell's; {{queue}} stands for {queue}. */
const placeholder = /\{\{([^{}]*)\}\}|(?<!\$)\{([a-zA-Z]\w*(?:\.[a-zA-Z]\w*)*)\}/g;

/** The facts that a text, or every text in some data, asks for, each once. */
export function factsIn(part: Json): readonly string[] {
  if (typeof part === "string")
    return [...part.matchAll(placeholder)].flatMap(([, , name]) =>
      name === undefined ? [] : [name.split(".", 1)[0] ?? name],
    );
  if (typeof part !== "object" || part === null) return [];
  return [...new Set(Object.values(part).flatMap((one: Json) => factsIn(one)))];
}

/** The text with its facts as they were answered. Throws Unfilled where one is missing, or is no text or number. */
export const filled = (text: string, facts: Answers): string =>
  replaceFacts(text, (name) => factOf(name, facts));

/** The text with each of its facts as `write` gives it, which is told the name and where in the text it stands. */
export const replaceFacts = (text: string, write: (name: string, at: number) => string): string =>
  text.replaceAll(placeholder, (whole, literal, name, at: number) =>
    name === undefined ? (literal === undefined ? whole : `{${literal}}`) : write(name, at),
  );

/** The answer as text. Throws Unfilled where it is missing. */
export function factOf(name: string, facts: Answers): string {
  let found: Json | undefined = facts;
  for (const part of name.split("."))
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, part)
        ? (found as Answers)[part]
        : undefined;
  if (typeof found === "string" && found !== "") return found;
  if (typeof found === "number" || typeof found === "boolean") return String(found);
  throw new Unfilled(`The answer “${name}” is missing.`);
}

/**
 * A command for a shell with its facts, each as one argument that runs nothing, whatever it holds. Throws Unfilled where a
 * fact would be read by a second shell (ssh, eval, $(…) and the like) or stands in quotes, and is more than letters, digits
 * and signs that no shell reads, or begins as an option does.
 */
export function filledCommand(command: string, facts: Answers, answerOf = factOf): string {
  const isReadTwice = readsTwice.test(command);
  return replaceFacts(command, (name, at) => {
    // What cannot be seen is left out first: it may stand before a - or in a word.
    const value = visible(answerOf(name, facts));
    if (plain.test(value)) return value;
    if (value.startsWith("-") || isReadTwice || isQuoted(command.slice(0, at)))
      throw new Unfilled(unsafe(name));
    return shellQuoted(value);
  });
}

const plain = /^[\w@%+:,./][\w@%+=:,./-]*$/;

/** What has a shell, or another program that splits and runs words, read its arguments again. */
const readsTwice =
  /[`]|\$\(|<<|\b(?:eval|exec|ssh|sh|bash|zsh|dash|ksh|fish|su|sudo|xargs|parallel|watch|psql|mysql|awk|perl|python3?|node|ruby|source)\b/;

const unsafe = (name: string): string =>
  `The answer “${name}” holds signs that a shell or the command would read as its own, so the command is not shown with it. Answer it anew, or write the command by hand.`;

/** Whether a text ends inside of quotes, as a POSIX shell reads it. */
function isQuoted(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "'" && sign === "\\") at++;
    else if (quote === "" && (sign === "'" || sign === '"')) quote = sign;
    else if (sign === quote) quote = "";
  }
  return quote !== "";
}
