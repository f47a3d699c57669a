import type { Command } from "../commands/command.ts";
import { programs } from "../commands/programs.ts";
import { argumentsOf } from "../formats/expression.ts";
import { placesOf, type Token } from "../formats/tokens.ts";
import type { Word } from "../formats/words.ts";
import type { Source } from "../found.ts";
import { pythonTokens } from "./python.ts";

/** Programs that a Python script starts with a list of words, as subprocess takes them; what is no text is a variable. */
export function commandsInPython(source: Source): readonly Command[] {
  const tokens = pythonTokens(source) ?? [];
  const lists = placesOf(tokens, ({ kind, text }) => kind === "sign" && text === "[");
  return lists.flatMap((open) => {
    const words = argumentsOf(tokens, open).map((span) => wordAt(tokens, span));
    const isCommand = words.slice(0, longestStart).some(({ text }) => programs.has(baseOf(text)));
    if (words.length < 2 || !isCommand) return [];
    const line = tokens[open]?.line ?? source.firstLine;
    return [{ words, environment: new Map(), file: source.file, line }];
  });
}

function wordAt(tokens: readonly Token[], { start, end }: { start: number; end: number }): Word {
  const token = tokens[start];
  const isText = token?.kind === "text" && end === start + 1;
  return { text: isText ? token.text : "$", line: token?.line ?? 1 };
}

const baseOf = (text: string) => text.slice(text.lastIndexOf("/") + 1);

/** python -m uvicorn …, and the like. */
const longestStart = 4;
