import type { Context } from "../context.ts";
import { type Word, wordsOf } from "../formats/words.ts";
import type { Found } from "../found.ts";
import { programs } from "./programs.ts";

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

export type Environment = ReadonlyMap<string, Variable>;

export interface Variable {
  readonly text: string;
  readonly line: number;
  /** It is only what applies unless someone sets another value, as with ENV in a Dockerfile. */
  readonly overridable?: true;
}

/** One program of a command line. */
export interface Run {
  readonly program: string;
  readonly options: readonly Word[];
  readonly environment: Environment;
  readonly context: Context;
  readonly file: string;
  readonly line: number;
}

/** What the programs that a command line starts say of their idle timeouts. */
export function readCommand(command: Command, context: Context, depth = 0): readonly Found[] {
  const { environment, file, line } = command;
  return segmentsOf(command.words).flatMap((segment) => {
    const script = depth < deepest ? scriptIn(segment) : undefined;
    if (script !== undefined) {
      const words = wordsOf(script.text, script.line);
      return readCommand({ ...command, words }, context, depth + 1);
    }
    const at = segment.slice(0, mostWords).findIndex(({ text }) => isProgram(text));
    if (at === -1 || segment.slice(0, at).some(({ text }) => passing.test(text))) return [];
    if (command.mayBeProse && isProse(segment, at)) return [];
    const program = programName(segment[at]?.text ?? "");
    const own = ownEnvironment(segment.slice(0, at), environment);
    const options = segment.slice(at + 1).map((word) => filled(word, own));
    const run = {
      program,
      options,
      environment: own,
      context,
      file,
      line: segment[at]?.line ?? line,
    };
    const found = programs.get(program)?.(run) ?? [];
    const app = options.find(({ text }) => /^[\w.]+:[\w.()]+$/.test(text))?.text;
    const nearness = command.nearness ?? 0;
    const started = app === undefined ? {} : { started: { what: `${program} ${app}`, nearness } };
    return found.map((one) => ({ ...one, via: "command" as const, ...started }));
  });
}

/** A command line as its text. */
export const commandOf = (
  text: string,
  file: string,
  line: number,
  environment: Environment = new Map(),
): Command => ({ words: wordsOf(text, line), environment, file, line });

function segmentsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const segments: Word[][] = [[]];
  for (const word of words) {
    if (/^(?:;|&&|\|\|?|&)$/.test(word.text)) segments.push([]);
    else segments.at(-1)?.push(word);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** What stands after "sh -c". */
function scriptIn(segment: readonly Word[]): Word | undefined {
  const shell = segment.slice(0, 6).findIndex(({ text }) => /(?:^|\/)(?:ba|da|a|z)?sh$/.test(text));
  const flag = segment.findIndex(({ text }, at) => at > shell && /^-[a-z]*c$/.test(text));
  return shell === -1 || flag === -1 || flag > shell + 4 ? undefined : segment[flag + 1];
}

/** Neither the first word, nor a path, nor followed by an option. */
const isProse = (segment: readonly Word[], at: number) =>
  at > 0 &&
  !/[/:]/.test(segment[at]?.text ?? "") &&
  !segment.slice(at + 1).some(({ text }) => /^--?[a-z]/i.test(text));

const isProgram = (text: string) => programs.has(programName(text));

const programName = (text: string) =>
  text
    .slice(-100)
    .replace(/^.*\//s, "")
    .replace(/\.(?:exe|js)$/, "")
    .toLowerCase();

/** With the variables that stand before the program: PORT=3000 next start. */
function ownEnvironment(before: readonly Word[], environment: Environment): Environment {
  const own = before.flatMap(({ text, line }) => {
    const [, name, value = ""] = /^(\w{1,200})=(.*)$/s.exec(text) ?? [];
    return name === undefined ? [] : [[name, { text: value, line }] as const];
  });
  return own.length === 0 ? environment : new Map([...environment, ...own]);
}

/** A word that is a variable of the given environment, filled in; one that may be overridden becomes its fallback. */
function filled(word: Word, environment: Environment): Word {
  const [, before = "", name = ""] =
    /^([^$]{0,100})\$[({]?(\w{1,200})(?::?-[^})]{0,100})?[)}]?$/.exec(word.text.slice(0, 500)) ??
    [];
  const variable = environment.get(name);
  if (variable === undefined) return word;
  const text = variable.overridable ? `\${${name}:-${variable.text}}` : variable.text;
  return { ...word, text: before + text };
}

const passing =
  /^(?:install|add|echo|which|pkill|killall|pgrep|grep|cat|cp|ls|apk|apt-get|yum|pip3?|#)$/;
const mostWords = 60;
const deepest = 3;
