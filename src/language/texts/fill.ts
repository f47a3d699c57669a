import type { Answers, Fields } from "../fields/fields.ts";
import type { Json } from "../probes/evidence.ts";
import { quoteForShell } from "./shell-quote.ts";
import { visibleText } from "./visible-text.ts";

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
export const isFilled = (text: string): boolean => text.search(placeholder) >= 0;

/** The text with its facts as they were answered. Throws Unfilled where one is missing, or is no text or number. */
export const fillFacts = (text: string, facts: Answers): string =>
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
export const fillCommand = (command: string, facts: Answers, answerOf = factOf): string =>
  replaceFacts(command, (name, at) => fillArgument(command, at, name, answerOf(name, facts)));

/** The answer as what stands at this place of a command; throws Unfilled as filledCommand does. */
export function fillArgument(command: string, at: number, name: string, answer: string): string {
  // What cannot be seen is left out first: it may stand before a - or in a word.
  const value = visibleText(answer);
  if (plain.test(value)) return value;
  if (value.startsWith("-") || readsTwice.test(command) || isQuoted(command.slice(0, at)))
    throw new Unfilled(unsafe(name));
  return quoteForShell(value);
}

/**
 * Whether a command can be shown with its facts. Nothing that Handrail quotes may stand in quotes; there a number may, which
 * needs none. What a second shell reads (ssh, psql, $(…)) takes plain words when it is filled in.
 */
export function isSafelyFilled(command: string, asked: Fields): boolean {
  let isSafe = true;
  replaceFacts(command, (name, at) => {
    const isNumber = asked[name]?.kind === "number";
    isSafe &&= isNumber || !isQuoted(command.slice(0, at));
    return "";
  });
  return isSafe;
}

/** What to do about one that cannot. */
export const quotingAdvice =
  "A fact stands in quotes: write it outside of them, for Handrail quotes it where it has to. In quotes only a number may stand (kind: number).";

const plain = /^[\w@%+:,./][\w@%+=:,./-]*$/;

/** What has a shell, or another program that splits and runs words, read its arguments again. */
const readsTwice =
  /[`]|\$\(|<<|(?<![\w-])(?:eval|exec|ssh|sh|bash|zsh|dash|ksh|fish|su|sudo|xargs|parallel|watch|psql|mysql|awk|perl|python3?|node|ruby|source)(?![\w-])/;

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
