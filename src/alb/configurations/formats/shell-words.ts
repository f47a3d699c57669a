export interface ShellWord {
  readonly text: string;
  readonly line: number;
  /** Some of it stood in quotes, so that a variable in it is one word whatever it holds. */
  readonly quoted?: true;
}

/** The words of a command line as a shell splits it, quotes removed, variables left as they are; operators are words. */
export function shellWords(text: string, line: number): readonly ShellWord[] {
  const command = text.slice(0, longestCommand);
  const words: ShellWord[] = [];
  let word: { text: string; line: number; quoted: boolean } | undefined;
  let current = line;
  const push = () => {
    if (word !== undefined)
      words.push({ text: word.text, line: word.line, ...(word.quoted ? { quoted: true } : {}) });
    word = undefined;
  };
  for (let at = 0; at < command.length; ) {
    const piece = pieceAt(command, at, word !== undefined);
    const { kind, text: inner, end } = piece;
    if (kind === "word" || kind === "quoted") {
      word ??= { text: "", line: current, quoted: false };
      word.text += inner;
      word.quoted ||= kind === "quoted";
    } else push();
    if (kind === "operator") words.push({ text: inner === "\n" ? ";" : inner, line: current });
    for (let next = at; next < end; next++) if (command.charCodeAt(next) === 10) current++;
    at = end;
  }
  push();
  return words;
}

/** "${ARGS[@]}" is as many words as the array has, in quotes as well. */
export const isAllOfArray = (text: string): boolean =>
  /^\$\{\w{1,200}\[[@*]\]\}$/.test(text.slice(0, 300));

interface Piece {
  readonly kind: "word" | "quoted" | "operator" | "space";
  readonly text: string;
  readonly end: number;
}

function pieceAt(command: string, at: number, inWord: boolean): Piece {
  const letter = command[at] ?? "";
  const two = command.slice(at, at + 2);
  if (letter === "\\") return escaped(command, at);
  if (letter === "'" || letter === '"') return quotedAt(command, at, letter);
  if (/[ \t\r]/.test(letter)) return { kind: "space", text: "", end: at + 1 };
  if (two === "&&" || two === "||") return { kind: "operator", text: two, end: at + 2 };
  if (/[\n&|;]/.test(letter)) return { kind: "operator", text: letter, end: at + 1 };
  if (two === "${" || two === "$(") return expansionAt(command, at, two === "${" ? "}" : ")");
  if (letter === "#" && !inWord) {
    const end = command.indexOf("\n", at);
    return { kind: "space", text: "", end: end === -1 ? command.length : end };
  }
  return { kind: "word", text: letter, end: at + 1 };
}

/** A line that goes on, or a letter that means only itself. */
function escaped(command: string, at: number): Piece {
  const goesOn = command[at + 1] === "\n" ? 2 : command.slice(at + 1, at + 3) === "\r\n" ? 3 : 0;
  if (goesOn > 0) return { kind: "space", text: "", end: at + goesOn };
  return { kind: "word", text: command[at + 1] ?? "\\", end: at + 2 };
}

function quotedAt(command: string, at: number, quote: string): Piece {
  for (let next = at + 1; next < command.length; next++) {
    if (quote === '"' && command[next] === "\\") next++;
    else if (command[next] === quote)
      return { kind: "quoted", text: command.slice(at + 1, next), end: next + 1 };
  }
  return { kind: "word", text: quote, end: at + 1 };
}

/** ${NAME:-a value} and $(a command) are part of a word, with the spaces in them. */
function expansionAt(command: string, at: number, closing: string): Piece {
  const inside = command.slice(at, at + longestExpansion);
  const end = inside.indexOf(closing);
  const isWhole = end !== -1 && !inside.slice(0, end).includes("\n");
  const text = isWhole ? inside.slice(0, end + 1) : inside.slice(0, 1);
  return { kind: "word", text, end: at + text.length };
}

const longestCommand = 200_000;
const longestExpansion = 300;
