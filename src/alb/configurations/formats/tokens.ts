import { createScan, type Scan, type Syntax, skipTemplate, type Token, takeToken } from "./scan.ts";

/** Indexes of the tokens that a test fits, but of no more than people write in one file. */
export function tokenIndexes(
  tokens: readonly Token[],
  test: (token: Token, index: number) => boolean,
): readonly number[] {
  const places: number[] = [];
  for (let index = 0; index < tokens.length && places.length < mostPlaces; index++) {
    const token = tokens[index];
    if (token !== undefined && test(token, index)) places.push(index);
  }
  return places;
}

/** The tokens of a source, in time linear in its length; undefined for one too long to be written by people. */
export function tokenize(text: string, firstLine: number, syntax: Syntax): Token[] | undefined {
  if (text.length > longestSource) return undefined;
  const nest: Nest = { tokens: [], open: [], templates: [] };
  const scan = createScan(text, firstLine, syntax);
  for (let piece = takeToken(scan); piece !== undefined; piece = takeToken(scan)) {
    if (nest.tokens.length >= mostTokens) return undefined;
    if (piece.kind !== "sign") add(nest, piece, -1);
    else if (/^[)\]}]$/.test(piece.text)) closeBracket(nest, piece, scan);
    else if (piece.text === "`") enterTemplate(nest, scan);
    else {
      add(nest, piece, -1);
      if (/^[([{]$/.test(piece.text)) nest.open.push(nest.tokens.length - 1);
    }
  }
  return nest.tokens;
}

interface Nest {
  readonly tokens: Token[];
  /** Indexes of the brackets that are open. */
  readonly open: number[];
  /** Those of them that hold code of a template text. */
  readonly templates: number[];
}

type Piece = Pick<Token, "kind" | "text" | "line">;

function add({ tokens, open }: Nest, { kind, text, line }: Piece, partner: number): void {
  tokens.push({ kind, text, line, parent: open.at(-1) ?? -1, partner });
}

function closeBracket(nest: Nest, piece: Piece, scan: Scan): void {
  const partner = nest.open.pop() ?? -1;
  add(nest, piece, partner);
  const opener = nest.tokens[partner];
  if (opener !== undefined) opener.partner = nest.tokens.length - 1;
  if (partner === -1 || partner !== nest.templates.at(-1)) return;
  nest.templates.pop();
  enterTemplate(nest, scan);
}

/** Goes on in a template text; where it holds code, the code is read as if it stood in braces. */
function enterTemplate(nest: Nest, scan: Scan): void {
  const { line } = scan;
  add(nest, { kind: "sign", text: "`", line }, -1);
  if (skipTemplate(scan) === "end") return;
  add(nest, { kind: "sign", text: "{", line }, -1);
  nest.open.push(nest.tokens.length - 1);
  nest.templates.push(nest.tokens.length - 1);
}

const longestSource = 5_000_000;
const mostPlaces = 300;
const mostTokens = 1_000_000;
