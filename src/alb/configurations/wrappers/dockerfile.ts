import type { Command } from "../commands/command.ts";
import { imageProgram } from "../commands/configured-elsewhere.ts";
import type { Variable } from "../commands/program-start.ts";
import { baseOf } from "../formats/lines.ts";
import { type ShellWord, shellWords } from "../formats/shell-words.ts";
import type { Source } from "../found-values.ts";
import { imageBaseName as imageName } from "../versions-context.ts";

/** What a Dockerfile's last stage starts: ENTRYPOINT with CMD, and the variables that ENV sets. */
export function commandsInDockerfile(source: Source): readonly Command[] {
  const stages = new Map<string, Stage>();
  let stage: Stage = {};
  for (const { name, rest, line } of instructionsOf(source)) {
    if (name === "FROM") {
      const [image = "", , alias = ""] = rest.replace(/^(?:--\S+\s+)*/, "").split(/\s+/);
      const base = stages.get(image.toLowerCase());
      stage =
        base === undefined
          ? { image: { text: nameOf(image), line } }
          : { ...base, isInherited: true };
      stages.set(alias.toLowerCase(), stage);
    }
    if (name === "CMD")
      Object.assign(stage, { command: wordsIn(rest, line), isInherited: undefined });
    if (name === "ENTRYPOINT") Object.assign(stage, entrypointIn(stage, rest, line));
    if (name === "ENV")
      stage.variables = [
        ...(stage.variables ?? []).slice(-mostVariables),
        ...variablesIn(rest, line),
      ];
  }
  return [startOf(builtStage(stages, stage), source)];
}

/** An entry point takes back the CMD of the image it builds on, and as a line for a shell it gets none at all. */
function entrypointIn(stage: Stage, rest: string, line: number): Stage {
  const own = stage.isInherited ? { command: undefined } : {};
  return { entrypoint: wordsIn(rest, line), isShell: !rest.trimStart().startsWith("["), ...own };
}

function startOf(stage: Stage, { file, firstLine }: Source): Command {
  const words = [...(stage.entrypoint ?? []), ...(stage.isShell ? [] : (stage.command ?? []))];
  // The image's own program runs.
  const { image } = stage;
  const own = imageProgram(image?.text ?? "");
  if (words.length === 0 && image && own) words.push({ ...image, text: own });
  if (words.length === 0 && image && /^php:[\w.-]{0,60}apache/.test(image.text))
    words.push({ ...image, text: "apache2-foreground" });
  const environment = new Map(stage.variables ?? []);
  return { words, environment, file, line: words[0]?.line ?? firstLine, isWhole: true };
}

/** The last stage is built, but one for development is not what runs where another is named for production. */
function builtStage(stages: ReadonlyMap<string, Stage>, last: Stage): Stage {
  const named = [...stages].findLast(([, stage]) => stage === last)?.[0] ?? "";
  if (!/^(?:dev|development|test|tests|debug|local|ci|lint)$/.test(named)) return last;
  const production = [...stages].findLast(([name]) =>
    /^(?:prod|production|release|runtime|final|runner)$/.test(name),
  );
  return production?.[1] ?? last;
}

/** nginx of docker.io/library/nginx:1.27-alpine. */
const nameOf = (image: string) =>
  /(?:^|\/)php:/.test(image.slice(-200)) ? baseOf(image) : imageName(image);

interface Stage {
  image?: ShellWord;
  entrypoint?: readonly ShellWord[] | undefined;
  command?: readonly ShellWord[] | undefined;
  /** The CMD is that of the stage it builds on. */
  isInherited?: true | undefined;
  /** The entry point is a line for a shell. */
  isShell?: boolean;
  variables?: readonly (readonly [string, Variable])[];
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
}

/** The instructions, lines joined; comments and what stands in here-documents are left out. */
function instructionsOf({ text, firstLine }: Source): readonly Instruction[] {
  const found: Instruction[] = [];
  let open: { name: string; parts: string[]; line: number } | undefined;
  let until: string | undefined;
  text.split("\n").forEach((whole, index) => {
    const line = whole.slice(0, longestLine).trimEnd();
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      return;
    }
    if (/^[ \t]*(?:#|$)/.test(line)) return;
    const [name, first = ""] = open ? [] : instructionIn(line);
    if (name !== undefined)
      open = { name: name.toUpperCase(), parts: [first], line: firstLine + index };
    else open?.parts.push(line);
    if (line.endsWith("\\")) return;
    until = /<<-?["']?(\w{1,100})["']?/.exec(line)?.[1];
    if (open) found.push({ ...open, rest: joined(open.parts) });
    open = undefined;
  });
  return open ? [...found, { ...(open as Open), rest: joined((open as Open).parts) }] : found;
}

/** "CMD" and what follows it; nothing for a line that begins no instruction. */
function instructionIn(line: string): readonly string[] {
  const bare = line.trimStart();
  const end = bare.search(/[ \t]/);
  const name = bare.slice(0, Math.max(0, end));
  return /^[A-Za-z]{1,20}$/.test(name) ? [name, bare.slice(end).trimStart()] : [];
}

interface Open {
  readonly name: string;
  readonly parts: readonly string[];
  readonly line: number;
}

/** Continued lines stay lines, so that a word knows its own. */
const joined = (parts: readonly string[]) => parts.join("\n");

/** The exec form is a list in JSON, all else is a line for a shell. */
function wordsIn(text: string, line: number): readonly ShellWord[] {
  const bare = text.replaceAll(/\\\n/g, "\n").trim();
  if (bare.startsWith("[")) {
    try {
      const list: unknown = JSON.parse(bare);
      if (Array.isArray(list))
        return list.map((word) => ({ text: String(word), line: lineOf(bare, String(word), line) }));
    } catch {
      // Not a list: Docker, too, then takes it as a line for a shell.
    }
  }
  return shellWords(text, line);
}

/** The line of the list that a word stands on. */
function lineOf(text: string, word: string, line: number): number {
  const at = text.indexOf(JSON.stringify(word));
  return at === -1 || text.length > longestLine
    ? line
    : line + text.slice(0, at).split("\n").length - 1;
}

/** ENV a=1 b=2, or the old ENV a 1. */
function variablesIn(text: string, line: number): readonly (readonly [string, Variable])[] {
  const words = shellWords(text, line);
  const pairs = words.flatMap(({ text: word, line: at }) => {
    const [, name, value = ""] = /^(\w{1,200})=(.*)$/s.exec(word) ?? [];
    return name === undefined
      ? []
      : [[name, { text: value, line: at, overridable: true }] as const];
  });
  const [name, value] = words;
  if (pairs.length > 0 || name === undefined) return pairs;
  return [[name.text, { text: value?.text ?? "", line, overridable: true }]];
}

const longestLine = 20_000;
const mostVariables = 500;
