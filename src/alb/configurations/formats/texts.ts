import type { Source } from "../found.ts";

/** The texts in three quotes of a Python file that go over several lines. */
export function textsIn({ file, text, firstLine }: Source): readonly Source[] {
  const found: Source[] = [];
  let line = firstLine;
  let counted = 0;
  for (let at = 0; at < text.length && found.length < mostTexts; ) {
    const quote = ['"""', "'''"]
      .map((mark) => ({ mark, at: text.indexOf(mark, at) }))
      .filter((one) => one.at !== -1)
      .sort((one, other) => one.at - other.at)[0];
    if (quote === undefined) break;
    const start = quote.at + 3;
    const end = text.indexOf(quote.mark, start);
    if (end === -1) break;
    line += newlines(text.slice(counted, start));
    counted = start;
    const inner = text.slice(start, end);
    if (inner.includes("\n")) found.push({ file, as: "text", text: inner, firstLine: line });
    at = end + 3;
  }
  return found;
}

const newlines = (text: string) => text.split("\n").length - 1;
const mostTexts = 50;
