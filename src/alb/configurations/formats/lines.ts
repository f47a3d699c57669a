/** The lines of a text's beginning, each cut to what a person would write, without spaces around it. */
export const headLines = (text: string): readonly string[] =>
  text
    .slice(0, longestHead)
    .split("\n")
    .map((line) => line.slice(0, longestLine).trim());

/** Words that spaces separate; no quotes, no escapes. */
export const plainWords = (line: string): readonly string[] =>
  line.split(/[ \t\r\n]/).filter((word) => word !== "");

/** Words that spaces separate, quotes kept together and taken off; what follows a word that begins with `comment` is left out. */
export function quotedWords(line: string, comment?: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const letter = line[at] ?? "";
    if (letter === " " || letter === "\t" || letter === "\r") at++;
    else if (letter === comment) break;
    else {
      const isQuote = letter === '"' || letter === "'" || letter === "`";
      const close = isQuote ? line.indexOf(letter, at + 1) : -1;
      const end = close === -1 ? endOfWord(line, at + 1) : close + 1;
      words.push(close === -1 ? line.slice(at, end) : line.slice(at + 1, close));
      at = end;
    }
  }
  return words;
}

function endOfWord(line: string, from: number): number {
  for (let at = from; at < line.length; at++) if (/[ \t\r"'`]/.test(line[at] ?? "")) return at;
  return line.length;
}

/** The last part of a path. */
export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const longestHead = 100_000;
const longestLine = 2_000;
