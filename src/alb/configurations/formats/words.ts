export interface Word {
  readonly text: string;
  readonly line: number;
}

/** The words of a command line as a shell splits it, quotes removed, variables left as they are; operators are words. */
export function wordsOf(text: string, line: number): readonly Word[] {
  const words: Word[] = [];
  let word: string | undefined;
  let wordLine = line;
  let current = line;
  const push = () => {
    if (word !== undefined) words.push({ text: word, line: wordLine });
    word = undefined;
  };
  const part =
    /\\\r?\n|\\.|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|[ \t\r]+|\n|#|&&|\|\|?|;|[^\s'"\\;&|#]+|[\s\S]/gy;
  for (const [piece] of text.slice(0, longestCommand).matchAll(part)) {
    const isBreak = /^(?:\n|&&|\|\|?|;|&)$/.test(piece);
    if (isBreak) {
      push();
      words.push({ text: piece === "\n" ? ";" : piece, line: current });
    } else if (/^(?:[ \t\r]|\\\r?\n)/.test(piece)) push();
    else {
      if (word === undefined) wordLine = current;
      word = (word ?? "") + bare(piece);
    }
    for (let at = piece.indexOf("\n"); at !== -1; at = piece.indexOf("\n", at + 1)) current++;
  }
  push();
  return words;
}

function bare(piece: string): string {
  if (piece.length > 1 && /^'|^"/.test(piece)) return piece.slice(1, -1);
  return piece.length > 1 && piece.startsWith("\\") ? piece.slice(1) : piece;
}

const longestCommand = 200_000;
