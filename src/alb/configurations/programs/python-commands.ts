import type { Command } from "../commands/command.ts";
import { isProgram, programAt } from "../commands/find-program.ts";
import { argumentsOf } from "../formats/expression.ts";
import type { Token } from "../formats/scan.ts";
import type { ShellWord } from "../formats/shell-words.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import type { Source } from "../found-values.ts";
import { pythonTokens } from "./python.ts";

/** Programs that a Python script starts with a list of words, as subprocess takes them; what is no text is a variable. */
export function commandsInPython(source: Source): readonly Command[] {
  const tokens = pythonTokens(source) ?? [];
  const lists = tokenIndexes(tokens, ({ kind, text }) => kind === "sign" && text === "[");
  return lists.flatMap((open) => {
    const words = argumentsOf(tokens, open).map((span) => wordAt(tokens, span));
    const isCommand = words.slice(0, longestStart).some(({ text }) => isProgram(text));
    if (words.length < 2 || !isCommand || programAt(words) === undefined) return [];
    if (!isRun(tokens, open)) return [];
    const line = tokens[open]?.line ?? source.firstLine;
    return [{ words, environment: new Map(), file: source.file, line }];
  });
}

function wordAt(
  tokens: readonly Token[],
  { start, end }: { start: number; end: number },
): ShellWord {
  const token = tokens[start];
  const isText = token?.kind === "text" && end === start + 1;
  return { text: isText ? token.text : "$", line: token?.line ?? 1 };
}

/** Whether the list is given to what runs it, directly or by the name of a variable: a list alone starts nothing. */
function isRun(tokens: readonly Token[], open: number): boolean {
  const name = tokens[open - 1]?.text === "=" ? tokens[open - 2]?.text : undefined;
  const calls = tokenIndexes(
    tokens,
    ({ text }, at) => starters.test(text) && tokens[at + 1]?.text === "(",
  );
  return calls.some((at) => {
    const close = tokens[at + 1]?.partner ?? -1;
    const isInside = at < open && open < close;
    return isInside || tokens.slice(at, Math.min(close, at + 60)).some(({ text }) => text === name);
  });
}

const starters =
  /^(?:run|Popen|call|check_call|check_output|execvp?e?|execlp?e?|spawn|create_subprocess_exec)$/;

/** python -m uvicorn …, and the like. */
const longestStart = 4;
