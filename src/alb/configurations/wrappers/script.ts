import { type Command, commandSegments, ownEnvironment } from "../commands/command.ts";
import type { ShellVariables, Variable } from "../commands/program-start.ts";
import { type ShellWord, shellWords } from "../formats/shell-words.ts";
import type { Source } from "../found-values.ts";

/** What a shell's script starts, with the variables that it sets before; and the files that it writes. */
export interface Script {
  readonly commands: readonly Command[];
  readonly files: readonly Source[];
  /** All texts between marks, wherever they go. */
  readonly texts: readonly Source[];
}

/** Reads a script line by line, as far as that can be told without running it. */
export function readScript({ text, file, firstLine }: Source): Script {
  const script: Reading = {
    file,
    depth: 0,
    environment: new Map(),
    commands: [],
    files: [],
    texts: [],
  };
  const lines = text.split("\n").map((line) => line.slice(0, longestLine));
  for (let index = 0; index < lines.length; ) {
    const { written, next } = logicalLine(lines, index);
    const inner = heredocIn(written, lines, next);
    const words = shellWords(written, firstLine + index);
    if (inner !== undefined) addFile(script, words, inner.text, firstLine + next);
    else for (const segment of commandSegments(words)) takeSegment(script, segment);
    index = inner?.next ?? next;
  }
  return script;
}

interface Reading {
  readonly file: string;
  /** How many conditions and loops are open. */
  depth: number;
  readonly environment: Map<string, Variable>;
  readonly commands: Command[];
  readonly files: Source[];
  readonly texts: Source[];
}

/** A line with those that continue it: after a backslash, or in quotes that are still open. */
function logicalLine(lines: readonly string[], start: number): { written: string; next: number } {
  let written = lines[start] ?? "";
  let next = start + 1;
  while (
    next < lines.length &&
    written.length < longestLine &&
    next - start < mostContinued &&
    (written.trimEnd().endsWith("\\") || isOpen(written) || isOpenArray(written))
  ) {
    written += isOpenArray(written) ? `\\\n${lines[next++]}` : `\n${lines[next++]}`;
  }
  return { written, next };
}

/** NAME=( with its words on the lines below. */
const isOpenArray = (written: string) =>
  /^[ \t]*(?:(?:declare|local|readonly|typeset)[ \t]+(?:-\w{1,5}[ \t]+)?)?\w{1,100}\+?=\([^)]*$/.test(
    written.slice(0, longestArray),
  );

/** Whether a quote is not closed. A comment's apostrophe is none. */
function isOpen(written: string): boolean {
  let quote = "";
  for (let at = 0; at < written.length; at++) {
    const letter = written[at] ?? "";
    if (letter === "\\" && quote !== "'") at++;
    else if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === "#" && /^\s?$/.test(written[at - 1] ?? "")) {
      const end = written.indexOf("\n", at);
      if (end === -1) return false;
      at = end;
    } else if (letter === "'" || letter === '"') quote = letter;
  }
  return quote !== "";
}

/** What stands between <<WORD and the line WORD; undefined where no such text begins. */
function heredocIn(written: string, lines: readonly string[], start: number) {
  const word = heredocMark(written);
  if (word === undefined || /^[ \t]*#/.test(written)) return undefined;
  const end = lines.findIndex((line, index) => index >= start && line.trim() === word);
  const last = end === -1 ? lines.length : end;
  return { text: lines.slice(start, last).join("\n"), next: last + 1 };
}

/** EOF of <<-'EOF'; not of the <<< that gives one word. */
function heredocMark(written: string): string | undefined {
  const at = written.indexOf("<<");
  if (at === -1 || written[at + 2] === "<") return undefined;
  return /^-?~?[ \t]{0,9}["'\\]?(\w{1,100})/.exec(written.slice(at + 2, at + 150))?.[1];
}

/** A text that goes into a file: cat > /etc/nginx/nginx.conf, tee /etc/nginx/nginx.conf. */
function addFile(script: Reading, words: readonly ShellWord[], text: string, line: number): void {
  const as = targetOf(words);
  if (script.texts.length < mostFiles)
    script.texts.push({ file: script.file, as: "text", text, firstLine: line });
  if (as === undefined || script.files.length >= mostFiles) return;
  const isAdded = words.some((word) => /^(?:>>|-a$)/.test(word.text));
  const open = isAdded ? script.files.findIndex((file) => file.as === as) : -1;
  const before = script.files[open];
  if (before === undefined) script.files.push({ file: script.file, as, text, firstLine: line });
  else script.files[open] = { ...before, text: continued(before, text, line) };
}

/** A text with one behind it that begins on this line, so that each keeps its own lines. */
function continued({ text, firstLine }: Source, more: string, line: number): string {
  const gap = line - firstLine - (text.split("\n").length - 1);
  return `${text}${"\n".repeat(Math.max(1, gap))}${more}`;
}

function targetOf(words: readonly ShellWord[]): string | undefined {
  const texts = words.map(({ text }) => text);
  const sign = texts.findIndex((text) => /^>{1,2}/.test(text));
  const direct = texts[sign]?.replace(/^>{1,2}/, "");
  if (sign !== -1) return direct === "" ? texts[sign + 1] : direct;
  // An image's build copies a text that stands in its file.
  if (/^(?:COPY|ADD)$/i.test(texts[0] ?? "")) return texts.at(-1);
  const tee = texts.findIndex((text) => /(?:^|\/)tee$/.test(text));
  return tee === -1 ? undefined : texts.slice(tee + 1).find((text) => /^[\w./$]/.test(text));
}

function takeSegment(script: Reading, whole: readonly ShellWord[]): void {
  const [first] = whole;
  if (first === undefined) return;
  if (closing.has(first.text)) script.depth = Math.max(0, script.depth - 1);
  if (opening.has(first.text)) script.depth++;
  const segment = startIn(whole, script.depth);
  const [command] = segment;
  if (command === undefined) return;
  const { environment, file, commands } = script;
  const words = startedByName(segment, environment);
  if (/^(?:echo|printf)$/.test(command.text)) takeEcho(script, segment);
  else if (command.text === ":") assignDefaults(script, segment);
  else if (/^(?:\.|source)$/.test(command.text)) takeSourced(script, segment[1]?.text ?? "");
  else if (!takeAssigned(script, segment) && commands.length < mostCommands)
    commands.push({
      words,
      environment: new Map(environment),
      file,
      line: command.line,
    });
}

/** exec "${CMD[@]}" with the words that the script put there, where no condition decides which. */
function startedByName(
  segment: readonly ShellWord[],
  environment: ShellVariables,
): readonly ShellWord[] {
  const at = segment.findIndex(({ text }) => !/^(?:exec|nohup|sudo|eval)$/.test(text));
  const name = /^\$\{?(\w{1,200})(?:\[[@*]\])?\}?$/.exec(segment[at]?.text ?? "")?.[1] ?? "";
  const variable = environment.get(name);
  if (variable === undefined || variable.overridable) return segment;
  return [
    ...segment.slice(0, at),
    ...shellWords(variable.text, variable.line),
    ...segment.slice(at + 1),
  ];
}

/** Whether the segment only sets variables, which are then set. */
function takeAssigned(script: Reading, segment: readonly ShellWord[]): boolean {
  const isDeclared = /^(?:export|readonly|declare|local|typeset)$/.test(segment[0]?.text ?? "");
  const assigned = segment.slice(isDeclared ? 1 : 0);
  const first = assigned.find(({ text }) => !text.startsWith("-"))?.text ?? "";
  if (/^\w{1,200}\+?=\(/.test(first)) assignArray(script, assigned);
  else if (assigned.every(({ text }) => /^(?:\w{1,200}=|-\w{1,5}$)/.test(text)))
    assign(script, assigned);
  else return false;
  return true;
}

/** A file that is read in may set each variable anew; those of a shell or a virtual environment do not. */
function takeSourced({ environment }: Reading, name: string): void {
  if (/(?:activate|nvm\.sh|\.bashrc|\.profile|conda\.sh|rvm)$/.test(name)) return;
  for (const [key, one] of environment) environment.set(key, { ...one, overridable: true });
}

/** What a line starts: without keywords, the pattern of a "case" before it, and "set --", which keeps a command for exec "$@". */
function startIn(whole: readonly ShellWord[], depth: number): readonly ShellWord[] {
  const isPattern = ({ text }: ShellWord, at: number) =>
    at === 0 && depth > 0 && text.endsWith(")") && !text.includes("(");
  const segment = whole.slice(
    whole.findIndex((word, at) => !keywords.has(word.text) && !isPattern(word, at)),
  );
  return segment[0]?.text === "set" && segment[1]?.text === "--" ? segment.slice(2) : segment;
}

/** echo "keepalive_timeout 20;" > /etc/nginx/conf.d/keepalive.conf */
function takeEcho(script: Reading, segment: readonly ShellWord[]): void {
  const sign = segment.findIndex(({ text, quoted }) => !quoted && /^>{1,2}/.test(text));
  if (sign === -1) return;
  const said = segment.slice(1, sign).filter(({ text }) => !/^-[neE]{1,3}$/.test(text));
  const text = said
    .map((word) => word.text)
    .join(" ")
    .replaceAll("\\n", "\n");
  addFile(script, segment.slice(sign), text, said[0]?.line ?? 1);
}

/** : "${KEEP:=75}" sets what is not set already. */
function assignDefaults({ environment }: Reading, words: readonly ShellWord[]): void {
  for (const { text, line } of words.slice(0, mostVariables)) {
    const [, name, value = ""] =
      /^\$\{(\w{1,200}):?=([^}]{0,300})\}$/.exec(text.slice(0, 600)) ?? [];
    if (name !== undefined) environment.set(name, { text: value, line, overridable: true });
  }
}

/** Under a condition a variable may have another value, which then stands before it or comes from outside. */
function assign({ environment, depth }: Reading, words: readonly ShellWord[]): void {
  if (environment.size >= mostVariables) return;
  for (const [name, variable] of ownEnvironment(words, new Map())) {
    environment.set(name, depth > 0 ? { ...variable, overridable: true } : variable);
  }
}

/** ARGS=(-k gthread), and what ARGS+=(…) adds to it: one text of words. */
function assignArray(script: Reading, words: readonly ShellWord[]): void {
  const start = words.findIndex(({ text }) => !text.startsWith("-"));
  const [, name = "", adds] = /^(\w{1,200})(\+?)=\(/.exec(words[start]?.text ?? "") ?? [];
  const before = adds === "+" ? script.environment.get(name) : undefined;
  const own = words
    .slice(start)
    .map(({ text }, at) => (at === 0 ? text.slice(text.indexOf("(") + 1) : text));
  const joined = own.join(" ").replace(/\)$/, "");
  const text = before === undefined ? joined : `${before.text} ${joined}`;
  assign(script, [{ text: `${name}=${text}`, line: words[start]?.line ?? 1 }]);
  // What a condition decided stays undecided with more behind it.
  if (before?.overridable) script.environment.set(name, { ...before, text });
}

const opening = new Set(["if", "case", "for", "while", "until", "select"]);
const closing = new Set(["fi", "esac", "done"]);
const keywords = new Set(
  "if then else elif do done fi esac while until { } ( ) ! time RUN".split(" "),
);

const longestLine = 20_000;
const mostContinued = 500;
const mostCommands = 500;
const mostVariables = 500;
const mostFiles = 50;
const longestArray = 5_000;
