import { isAllOfArray, type ShellWord, shellWords } from "../formats/shell-words.ts";
import { type Found, neverCloses, startOnly } from "../found-values.ts";
import type { Context } from "../versions-context.ts";
import { entryPoint } from "./entry-point.ts";
import { programAt, programName } from "./find-program.ts";
import type { ShellVariables } from "./program-start.ts";
import { readProgram } from "./programs.ts";

/** A command line with its environment, as a wrapper starts it. */
export interface Command {
  readonly words: readonly ShellWord[];
  readonly environment: ShellVariables;
  readonly file: string;
  readonly line: number;
  /** It is a line of a text that may be prose: a program's name alone is then no command. */
  readonly mayBeProse?: true;
  /** 2 for what ps shows, 1 for a manifest, which overrides what the image would start; else 0. */
  readonly nearness?: number;
  /** It is all that its file starts, so that nothing else of the file answers where it is not understood. */
  readonly isWhole?: true;
  /** The script of a package.json that it is; it runs only where something runs that script. */
  readonly script?: string;
  /** What may make something else answer. */
  readonly unless?: string;
}

/** What the programs that a command line starts say of their idle timeouts. */
export function readCommand(command: Command, context: Context): readonly Found[] {
  const found = readWords(command, context, 0);
  const { file, line, isWhole, script, unless } = command;
  const isOpaque = isWhole && found.length === 0 && command.words.length > 0;
  const name = command.words[0]?.text ?? "";
  const all = isOpaque ? [startOf({ file, line, runs: { kind: "other", name } })] : found;
  return all.map((one) => ({
    ...one,
    ...(script === undefined ? {} : { script }),
    ...(unless === undefined ? {} : { unless }),
  }));
}

function readWords(command: Command, context: Context, depth: number): readonly Found[] {
  return commandSegments(command.words).flatMap((segment) => {
    const script = depth < deepest ? scriptIn(segment) : undefined;
    if (script !== undefined) {
      const own = ownEnvironment(segment, command.environment);
      const inner = { ...command, words: shellWords(script.text, script.line), environment: own };
      return readWords(inner, context, depth + 1);
    }
    const at = programAt(segment, command);
    const found = at === undefined ? [] : readSegment(segment, at, command, context);
    const runs = entryPoint(segment);
    if (runs === undefined) return found;
    if (found.length > 0) return found.map((one) => ({ ...one, runs }));
    return command.mayBeProse ? [] : [startOf({ file: command.file, line: command.line, runs })];
  });
}

/** Only that something is started; it is no reading of its own. */
const startOf = (start: Pick<Found, "file" | "line" | "runs">): Found => ({
  ...{ server: startOnly, side: "server", value: neverCloses, via: "command" },
  ...start,
});

export const commandOf = (
  text: string,
  file: string,
  line: number,
  environment: ShellVariables = new Map(),
): Command => ({ words: shellWords(text, line), environment, file, line });

/** The words between the signs that separate commands. */
export function commandSegments(words: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  const segments: ShellWord[][] = [[]];
  for (const word of words) {
    if (!word.quoted && /^(?:;|&&|\|\|?|&)$/.test(word.text)) segments.push([]);
    else segments.at(-1)?.push(word);
  }
  return segments.filter((segment) => segment.length > 0);
}

function readSegment(
  segment: readonly ShellWord[],
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
function withoutRedirections(words: readonly ShellWord[]): readonly ShellWord[] {
  const isSign = (text: string | undefined) => /^\d?>{1,2}$|^<$/.test(text ?? "");
  return words.filter(
    ({ text, quoted }, at) =>
      quoted || !(/^\d?>{1,2}/.test(text) || isSign(text) || isSign(words[at - 1]?.text)),
  );
}

/** What stands after "sh -c". */
function scriptIn(segment: readonly ShellWord[]): ShellWord | undefined {
  const shell = segment.slice(0, 6).findIndex(({ text }) => /(?:^|\/)(?:ba|da|a|z)?sh$/.test(text));
  const flag = segment.findIndex(({ text }, at) => at > shell && /^-[a-z]{0,5}c$/.test(text));
  return shell === -1 || flag === -1 || flag > shell + 4 ? undefined : segment[flag + 1];
}

/** With the variables that stand before the program: PORT=3000 next start. */
export function ownEnvironment(
  before: readonly ShellWord[],
  environment: ShellVariables,
): ShellVariables {
  const own = before.flatMap(({ text, line }) => {
    const [, name, value = ""] = /^(\w{1,200})=(.{0,5000})$/s.exec(text) ?? [];
    return name === undefined ? [] : [[name, { text: value, line }] as const];
  });
  return own.length === 0 ? environment : new Map([...environment, ...own]);
}

/** A word that is a variable of the given environment, filled in; one that may be overridden becomes its fallback. */
function filled(word: ShellWord, environment: ShellVariables): readonly ShellWord[] {
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
    return shellWords(variable.text, variable.line);
  }
  const text = variable.overridable ? `\${${name}:-${variable.text}}` : variable.text;
  return [{ ...word, text: before + text }];
}

const deepest = 3;
