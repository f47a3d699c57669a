import type { Context } from "../context.ts";
import { isAllOfArray, type Word, wordsOf } from "../formats/words.ts";
import type { Found } from "../found-values.ts";
import { programAt, programName } from "./find-program.ts";
import type { Environment } from "./program-start.ts";
import { readProgram } from "./programs.ts";

/** A command line with its environment, as a wrapper starts it. */
export interface Command {
  readonly words: readonly Word[];
  readonly environment: Environment;
  readonly file: string;
  readonly line: number;
  /** It is a line of a text that may be prose: a program's name alone is then no command. */
  readonly mayBeProse?: true;
  /** 2 for what ps shows, 1 for a manifest, which overrides what the image would start; else 0. */
  readonly nearness?: number;
}

/** What the programs that a command line starts say of their idle timeouts. */
export function readCommand(command: Command, context: Context, depth = 0): readonly Found[] {
  return segmentsOf(command.words).flatMap((segment) => {
    const script = depth < deepest ? scriptIn(segment) : undefined;
    if (script !== undefined) {
      const own = ownEnvironment(segment, command.environment);
      const inner = { ...command, words: wordsOf(script.text, script.line), environment: own };
      return readCommand(inner, context, depth + 1);
    }
    const at = programAt(segment, command);
    return at === undefined ? [] : readSegment(segment, at, command, context);
  });
}

/** A command line as its text. */
export const commandOf = (
  text: string,
  file: string,
  line: number,
  environment: Environment = new Map(),
): Command => ({ words: wordsOf(text, line), environment, file, line });

/** The words between the signs that separate commands. */
export function segmentsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const segments: Word[][] = [[]];
  for (const word of words) {
    if (!word.quoted && /^(?:;|&&|\|\|?|&)$/.test(word.text)) segments.push([]);
    else segments.at(-1)?.push(word);
  }
  return segments.filter((segment) => segment.length > 0);
}

function readSegment(
  segment: readonly Word[],
  at: number,
  { environment, file, line, nearness = 0 }: Command,
  context: Context,
): readonly Found[] {
  const own = ownEnvironment(segment.slice(0, at), environment);
  const options = withoutRedirections(segment.slice(at + 1)).flatMap((word) => filled(word, own));
  const named = segment[at];
  const program = programName(named?.text ?? "");
  const run = { program, options, environment: own, context, file, line: named?.line ?? line };
  const found = readProgram(run);
  const app = options.find(({ text }) => /^[\w.]{1,200}:[\w.()]{1,200}$/.test(text))?.text;
  const started = app === undefined ? {} : { started: { what: `${program} ${app}`, nearness } };
  return found.map((one) => ({ ...one, via: "command" as const, ...started }));
}

/** Without where the output goes: > log, 2>&1, >>file. */
function withoutRedirections(words: readonly Word[]): readonly Word[] {
  const isSign = (text: string | undefined) => /^\d?>{1,2}$|^<$/.test(text ?? "");
  return words.filter(
    ({ text, quoted }, at) =>
      quoted || !(/^\d?>{1,2}/.test(text) || isSign(text) || isSign(words[at - 1]?.text)),
  );
}

/** What stands after "sh -c". */
function scriptIn(segment: readonly Word[]): Word | undefined {
  const shell = segment.slice(0, 6).findIndex(({ text }) => /(?:^|\/)(?:ba|da|a|z)?sh$/.test(text));
  const flag = segment.findIndex(({ text }, at) => at > shell && /^-[a-z]{0,5}c$/.test(text));
  return shell === -1 || flag === -1 || flag > shell + 4 ? undefined : segment[flag + 1];
}

/** With the variables that stand before the program: PORT=3000 next start. */
export function ownEnvironment(before: readonly Word[], environment: Environment): Environment {
  const own = before.flatMap(({ text, line }) => {
    const [, name, value = ""] = /^(\w{1,200})=(.{0,5000})$/s.exec(text) ?? [];
    return name === undefined ? [] : [[name, { text: value, line }] as const];
  });
  return own.length === 0 ? environment : new Map([...environment, ...own]);
}

/** A word that is a variable of the given environment, filled in; one that may be overridden becomes its fallback. */
function filled(word: Word, environment: Environment): readonly Word[] {
  const written = word.text.slice(0, 500);
  const isArray = isAllOfArray(written);
  const [, before = "", name = ""] =
    /^([^$]{0,100})\$[({]?(\w{1,200})(?::?-[^})]{0,100})?[)}]?$/.exec(
      written.replace(/\[[@*]\]\}$/, "}"),
    ) ?? [];
  const variable = environment.get(name);
  if (variable === undefined) return [word];
  // Whole words that may be others stay unseen.
  if (isArray && variable.overridable) return [word];
  const isAlone = before === "" && (!word.quoted || isArray);
  if (isAlone && !variable.overridable && /\s/.test(variable.text)) {
    return wordsOf(variable.text, variable.line);
  }
  const text = variable.overridable ? `\${${name}:-${variable.text}}` : variable.text;
  return [{ ...word, text: before + text }];
}

const deepest = 3;
