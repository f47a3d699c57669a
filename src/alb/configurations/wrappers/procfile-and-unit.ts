import { type Command, commandOf, ownEnvironment } from "../commands/command.ts";
import type { Variable } from "../commands/program-start.ts";
import { shellWords } from "../formats/shell-words.ts";
import type { Source } from "../found-values.ts";
import { unquoteValue } from "../read-value.ts";

/** The commands of a Procfile; where one of them is for the web, requests go to no other. */
export function commandsInProcfile({ text, file, firstLine }: Source): readonly Command[] {
  const lines = text.split("\n");
  const hasWeb = lines.some((line) => /^web:/.test(line));
  return lines.flatMap((whole, index) => {
    const line = whole.slice(0, longestLine).trim();
    const end = line.indexOf(":");
    const command = /^[\w-]{1,100}$/.test(line.slice(0, Math.max(0, end)))
      ? line.slice(end + 1).trim()
      : "";
    if (command === "") return [];
    const one = commandOf(command, file, firstLine + index);
    const isWeb = !hasWeb || line.startsWith("web:");
    return [isWeb ? { ...one, isWhole: true as const } : { ...one, unless: notWeb }];
  });
}

const notWeb = "It is of another process than the one named web, which gets the requests.";

/** The commands of a systemd unit, or of supervisord's programs; an empty ExecStart= takes back those before it, as a drop-in does. */
export function commandsInUnit(source: Source): readonly Command[] {
  const settings = unitSettings(source);
  const reset = settings.findLastIndex(({ key, value }) => key === "ExecStart" && value === "");
  const commands = settings
    .slice(reset + 1)
    .filter(({ key, value }) => /^(?:ExecStart|command)$/.test(key) && value !== "")
    .slice(-mostCommands);
  // What a file of variables sets wins over the unit.
  const hasFile = settings.some(({ key }) => key === "EnvironmentFile");
  const variables = settings
    .filter(({ key }) => key === "Environment")
    .flatMap(({ value, line }) => variablesIn(value, line));
  const environment = new Map(
    variables.map(([name, one]) => [name, hasFile ? { ...one, overridable: true as const } : one]),
  );
  return commands.map(({ value, line, section }) => {
    const own = settings
      .filter((one) => one.key === "environment" && one.section === section)
      .flatMap((one) => supervisedIn(one.value, one.line));
    const all = new Map([...environment, ...own]);
    const command = commandOf(value.replace(/^[-@:+!]{1,5}/, ""), source.file, line, all);
    return { ...command, isWhole: true as const };
  });
}

/** Of supervisord: KEY="a value",OTHER="b". */
function supervisedIn(text: string, line: number): readonly [string, Variable][] {
  return betweenCommas(text.slice(0, longestLine)).flatMap((piece) => {
    const [, name, value = ""] = /^(\w{1,100})=(.*)$/s.exec(piece.trim()) ?? [];
    return name === undefined ? [] : [[name, { text: unquoteValue(value), line }]];
  });
}

/** The pieces between commas that stand in no quotes. */
function betweenCommas(text: string): readonly string[] {
  const pieces: string[] = [];
  let [quote, start] = ["", 0];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ",") {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

interface UnitSetting {
  /** Which of the sections in brackets it stands in, counted from the top. */
  readonly section: number;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The settings of a unit, each with the lines that it goes on over. */
function unitSettings(source: Source): readonly UnitSetting[] {
  let section = 0;
  return unitLines(source).flatMap(({ text, line }): readonly UnitSetting[] => {
    if (text.startsWith("[")) section++;
    const end = text.indexOf("=");
    const key = text.slice(0, Math.max(0, end)).trim();
    if (!/^\w{1,60}$/.test(key)) return [];
    return [{ key, value: text.slice(end + 1).trim(), line, section }];
  });
}

/** The lines, with those they go on over: after a backslash, where comments are passed over, and in supervisord's files indented. */
function unitLines({ text, firstLine }: Source): readonly { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  let [isSupervised, isOpen] = [false, false];
  text.split("\n").forEach((whole, index) => {
    const written = whole.slice(0, longestLine).trimEnd();
    const last = found.at(-1);
    const isComment = /^[ \t]*[#;]/.test(written);
    if (isComment) return;
    const goesOn = isOpen || (isSupervised && /^[ \t]+\S/.test(written));
    if (last && goesOn) last.text += isOpen ? `\n${written}` : ` ${written.trim()}`;
    else found.push({ text: written, line: firstLine + index });
    isOpen = written.endsWith("\\");
    if (written.startsWith("["))
      isSupervised = /^\[(?:program|fcgi-program|eventlistener):/.test(written);
  });
  return found;
}

/** A shell script, the output of ps, or command lines as they were copied: each line that starts a known program. */
export function commandsInText({ text, file, firstLine }: Source): readonly Command[] {
  const lines = text.split("\n");
  const nearness = ofProcesses.test(lines[0] ?? "") ? 2 : 0;
  const commands: Command[] = [];
  for (let index = 0; index < lines.length; index++) {
    const start = index;
    let joined = (lines[index] ?? "").slice(0, longestLine);
    while (joined.endsWith("\\") && joined.length < longestLine && index + 1 < lines.length) {
      joined += `\n${(lines[++index] ?? "").slice(0, longestLine)}`;
    }
    const bare = joined.replace(/^[ \t]*[$>%][ \t]+/, "");
    if (!/^[ \t]*#/.test(bare))
      commands.push({ ...commandOf(bare, file, firstLine + start), mayBeProse: true, nearness });
  }
  return commands;
}

const variablesIn = (text: string, line: number): readonly [string, Variable][] => [
  ...ownEnvironment(shellWords(text, line), new Map()),
];

/** The first line of what ps prints. */
const ofProcesses = /^[ \t]*(?:(?:UID|USER|PID|F|S)\b.*\b)?(?:CMD|COMMAND|ARGS)[ \t\r]*$/;
const longestLine = 20_000;
const mostCommands = 50;
