import { visibleLine } from "../../language/texts/visible-text.ts";
import { withoutSecrets } from "../../run/secrets.ts";

/** At most so many characters of a line are shown. */
const longest = 200;

/**
 * A log line as it may be shown and kept: about 200 characters around what matters, with secrets, tokens, query strings, e-mail
 * addresses, IP addresses and ids struck out. Takes time in proportion to the line.
 */
export function redactLine(line: string, sign: RegExp = /^/): string {
  const known = withoutSecrets(line, () => "***");
  const plain = strikes.reduce((text, strike) => strike(text), visibleLine(known));
  if (plain.length <= longest) return plain;
  const at = Math.max(0, plain.search(sign));
  const from = Math.max(0, Math.min(at - longest / 4, plain.length - longest));
  const [before, after] = [from > 0 ? "…" : "", from + longest < plain.length ? "…" : ""];
  return `${before}${plain.slice(from, from + longest).trim()}${after}`;
}

type Strike = (text: string) => string;

const by =
  (pattern: RegExp, replacement: string): Strike =>
  (text) =>
    text.replaceAll(pattern, replacement);

const strikes: readonly Strike[] = [
  // Credentials, before anything else takes them apart.
  by(/\b(Bearer|Basic|Digest|Token)\s+[\w.~+/=-]{6,}/gi, "$1 ***"),
  by(/:\/\/[^\s/"']*@/g, "://***@"),
  by(/\b(cookie|set-cookie|authorization)("?\s*[:=]\s*"?)[^"\n]*/gi, "$1$2***"),
  withoutNamedSecrets,
  by(/\beyJ[\w-]{5,}[\w.-]*/g, "***"),
  by(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, "***"),
  // The query of a path or URL.
  by(/\?[^\s"'<>]+/g, "?***"),
  by(/(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g, "***@***"),
  by(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "*.*.*.*"),
  by(/(?<![\w:])(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\w:])/gi, "*:*"),
  by(/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, "***"),
  // Whatever else is long, with letters and digits mixed, and no word.
  (text) =>
    text.replaceAll(/(?<![\w/.])[\w+=-]+/g, (run) =>
      run.length >= 24 && /\d/.test(run) && /[a-z]/i.test(run) ? "***" : run,
    ),
];

/** `db_password=x`, `"api-key": "x"`, `'token' => 'x'`: the value goes, to its closing quote where it has one. */
function withoutNamedSecrets(text: string): string {
  let [kept, from] = ["", 0];
  name.lastIndex = 0;
  for (let found = name.exec(text); found !== null; found = name.exec(text)) {
    const start = name.lastIndex;
    if (!secret.test(found[0])) continue;
    name.lastIndex = endOfValue(text, start, found[1]);
    if (name.lastIndex === start) continue;
    kept += `${text.slice(from, start)}***`;
    from = name.lastIndex;
  }
  return kept + text.slice(from);
}

/** A name with what divides it from its value, and the quote that opens that. */
const name = /(?<![\w-])[\w-]+\\{0,3}["']?\s*[:=]>?\s*\\{0,3}(["'])?/g;
const secret =
  /passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key|credential|session|sid|signature|auth/i;

function endOfValue(text: string, from: number, quote: string | undefined): number {
  const length =
    quote === undefined ? text.slice(from).search(/[\s"',;&}]/) : text.indexOf(quote, from) - from;
  return length < 0 ? text.length : from + length;
}
