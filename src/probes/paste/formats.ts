import type { Json } from "#language";

/** What was pasted, as data; or what it is not, in a sentence. */
export type Parsed =
  | { readonly kind: "data"; readonly data: Json }
  | { readonly kind: "wrong"; readonly says: string };

type Format = "json" | "table" | "pairs" | "number";

/** Reads pasted text: JSON, a table with a line of headings, a name and its value a line, or one number. */
export function parsePasted(text: string, as: Format): Parsed {
  const lines = text
    .replaceAll(colour, "")
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "" && !isRule(line));
  switch (as) {
    case "json":
      return jsonOf(text);
    case "table":
      return tableOf(lines);
    case "pairs":
      return pairsOf(lines);
    case "number":
      return numberOf(lines);
    default:
      return as satisfies never;
  }
}

/** What a terminal is told of colours, copied along. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colour = /\u001b\[[\d;]*m/g;

/** A line that only draws: "----+----", "| --- |". */
const isRule = (line: string): boolean => /^[\s|+=-]+$/.test(line) && /[-=]/.test(line);

/** From the first bracket to the last: a prompt, a command and fences may have been copied along. */
function jsonOf(text: string): Parsed {
  const start = text.search(/[[{]/);
  const end = Math.max(text.lastIndexOf("]"), text.lastIndexOf("}"));
  for (const part of [text, text.slice(start, end + 1)]) {
    try {
      return { kind: "data", data: JSON.parse(part) };
    } catch {
      // The next one, or the sentence below.
    }
  }
  return wrong(
    "What was pasted is no JSON. Paste all that the command prints, with --output json where it has that.",
  );
}

function tableOf([head = "", ...rows]: readonly string[]): Parsed {
  const names = cellsOf(head);
  if (names.length < 2 || rows.length === 0)
    return wrong(
      "What was pasted is no table: a line of headings and at least one row below it are wanted.",
    );
  const odd = rows.find((row) => cellsOf(row).length > names.length);
  if (odd !== undefined)
    return wrong(
      `A row has more columns than there are headings: “${odd.slice(0, 80)}”. Paste the table with its headings.`,
    );
  const data = rows.map((row) => {
    const cells = cellsOf(row);
    return Object.fromEntries(names.map((name, at) => [name, typed(cells[at] ?? "")]));
  });
  return { kind: "data", data };
}

/** Cells stand between bars, tabs, or two spaces and more; between single spaces where there is nothing else. */
function cellsOf(line: string): readonly string[] {
  const bare = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  const sign = bare.includes("|") ? "|" : bare.includes("\t") ? "\t" : undefined;
  if (sign !== undefined) return bare.split(sign).map((cell) => cell.trim());
  const wide = bare.split(/ {2,}/);
  return wide.length > 1 ? wide : bare.split(" ");
}

function pairsOf(lines: readonly string[]): Parsed {
  const pairs = lines.flatMap((line) => {
    const cut = line.search(/[:=|\t]/);
    const at = cut > 0 ? cut : line.search(/ {2,}/);
    const name = line.slice(0, at).replaceAll('"', "").trim();
    const value = line
      .slice(at + 1)
      .trim()
      .replace(/,$/, "")
      .replaceAll('"', "");
    return at > 0 && name !== "" ? [[name, typed(value)] as const] : [];
  });
  if (pairs.length === 0)
    return wrong(
      "What was pasted has no names with values: a line such as “status: ok” or “status=ok” is wanted.",
    );
  return { kind: "data", data: Object.fromEntries(pairs) };
}

/** One number and no other: of two nobody can tell which is meant. */
function numberOf(lines: readonly string[]): Parsed {
  const found = lines.flatMap(
    (line) => line.match(/(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/gi) ?? [],
  );
  const [first] = found;
  if (first === undefined) return wrong("What was pasted has no number in it.");
  if (found.length > 1)
    return wrong(
      `What was pasted has several numbers (${found.slice(0, 4).join(", ")}): paste only the one that counts.`,
    );
  return { kind: "data", data: { value: Number(first.replaceAll(",", "")) } };
}

const typed = (cell: string): Json => (/^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell);

const wrong = (says: string): Parsed => ({ kind: "wrong", says });
