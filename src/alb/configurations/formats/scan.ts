/** How far a source was cut into tokens. */
export interface Scan {
  readonly text: string;
  readonly syntax: Syntax;
  at: number;
  line: number;
  previous: Pick<Token, "kind" | "text"> | undefined;
  failedRegExps: number;
}

export const createScan = (text: string, firstLine: number, syntax: Syntax): Scan => ({
  text,
  syntax,
  at: 0,
  line: firstLine,
  previous: undefined,
  failedRegExps: 0,
});

/** The next token, comments and white space passed over; undefined at the end. */
export function takeToken(scan: Scan): Pick<Token, "kind" | "text" | "line"> | undefined {
  while (scan.at < scan.text.length) {
    pattern.lastIndex = scan.at;
    const piece = pattern.exec(scan.text)?.[0] ?? scan.text[scan.at] ?? "";
    if (/^\s/.test(piece)) passTo(scan, scan.at + piece.length);
    else if (isComment(scan.syntax, piece)) passComment(scan, piece);
    else if (!piece.startsWith("/") || !passRegExp(scan)) return take(scan, piece);
  }
  return undefined;
}

/** Passes over a template text up to its end or to code in it. */
export function skipTemplate(scan: Scan): "end" | "code" {
  const found = /\\[\s\S]|`|\$\{/g;
  found.lastIndex = scan.at;
  let mark = found.exec(scan.text);
  while (mark?.[0].startsWith("\\")) mark = found.exec(scan.text);
  passTo(scan, mark === null ? scan.text.length : found.lastIndex);
  return mark?.[0] === "${" ? "code" : "end";
}

const pattern =
  /[ \t\r\f\v]+|\n|0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?n?|[\p{L}_$@][\p{L}\d_$]*|===|!==|[=!<>]=|=>|=~|:=|\|\|=?|\?\?=?|&&=?|\?\.|::|->|<-|[-+*%|&^]=|\/\/|\/\*|"""|'''|[\s\S]/uy;

function take(scan: Scan, piece: string): Pick<Token, "kind" | "text" | "line"> {
  const { line, syntax } = scan;
  const quote = piece.length === 3 && !syntax.tripleQuotes ? piece.slice(0, 1) : piece;
  const isText = syntax.quotes.includes(quote.slice(0, 1)) && !(syntax.javascript && quote === "`");
  if (!isText) scan.at += piece.length;
  const token = isText
    ? { kind: "text" as const, text: passText(scan, quote), line }
    : { kind: kindOf(piece), text: piece, line };
  scan.previous = token;
  return token;
}

const kindOf = (piece: string): Token["kind"] =>
  /^\d/.test(piece) ? "number" : /^[\p{L}_$@]/u.test(piece) ? "word" : "sign";

function passText(scan: Scan, quote: string): string {
  const { text, at, syntax } = scan;
  const isMultiline = quote.length === 3 || syntax.multiline?.includes(quote) === true;
  const start = at + quote.length;
  const end = endOfText(text, start, quote, isMultiline);
  passTo(scan, Math.min(text.length, end + (text.startsWith(quote, end) ? quote.length : 0)));
  return text.slice(start, Math.min(end, start + longestText));
}

/** Where the closing quote stands, or the text ends without one: at the end of the line. */
function endOfText(text: string, start: number, quote: string, isMultiline: boolean): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\" && quote !== "`") at++;
    else if (text[at] === "\n" && !isMultiline) return at;
    else if (text.startsWith(quote, at)) return at;
  }
  return text.length;
}

const isComment = ({ lineComment, blockComments }: Syntax, piece: string) =>
  piece === lineComment || (piece === "/*" && blockComments === true);

function passComment(scan: Scan, piece: string): void {
  const mark = piece === "/*" ? "*/" : "\n";
  const end = scan.text.indexOf(mark, scan.at + piece.length);
  passTo(scan, end === -1 ? scan.text.length : end + (mark === "\n" ? 0 : mark.length));
}

/** Passes over a regular expression of JavaScript, if one stands here. */
function passRegExp(scan: Scan): boolean {
  const { syntax, previous, failedRegExps, at } = scan;
  if (!syntax.javascript || failedRegExps > mostFailures || !mayBeRegExp(previous)) return false;
  const found = regExp.exec(scan.text.slice(at, at + longestRegExp));
  if (found === null) scan.failedRegExps++;
  else scan.at += found[0].length;
  if (found !== null) scan.previous = { kind: "text", text: "" };
  return found !== null;
}

const regExp = /^\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/;

const mayBeRegExp = (previous: Scan["previous"]) =>
  previous === undefined ||
  (previous.kind === "sign" && !/^[)\]}]$/.test(previous.text)) ||
  /^(?:return|typeof|case|in|of|do|else)$/.test(previous.text);

function passTo(scan: Scan, end: number): void {
  for (let at = scan.at; at < end; at++) if (scan.text.charCodeAt(at) === newline) scan.line++;
  scan.at = end;
}

const newline = 10;
const longestText = 5000;
const longestRegExp = 300;
const mostFailures = 10_000;

/** How a language writes comments and texts. */
export interface Syntax {
  readonly lineComment: "//" | "#";
  readonly quotes: readonly string[];
  /** Comments that may span lines, as in C. */
  readonly blockComments?: true;
  /** Three quotes begin a text of several lines. */
  readonly tripleQuotes?: true;
  /** Text in these quotes goes on over lines. */
  readonly multiline?: string;
  /** Slashes may be regular expressions, and back quotes hold code in ${…}. */
  readonly javascript?: true;
}

/** One token of a program's source; comments and white space are none. */
export interface Token {
  readonly kind: "word" | "number" | "text" | "sign";
  /** For "text" what stands between the quotes. */
  readonly text: string;
  readonly line: number;
  /** Index of the bracket that it stands in; -1 at the top. */
  readonly parent: number;
  /** For a bracket the index of the other one; -1 for one that is not matched, and for all else. */
  partner: number;
}
