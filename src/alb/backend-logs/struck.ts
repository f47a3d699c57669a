/** At most so many characters of a line are shown. */
const longest = 200;

/**
 * A log line as it may be shown and kept: about 200 characters around what matters, with secrets, tokens, query strings, e-mail
 * addresses, IP addresses and ids struck out.
 */
export function struck(line: string, sign: RegExp = /^/): string {
  const plain = strikes.reduce(
    (text, [pattern, by]) => text.replaceAll(pattern, by),
    line.replaceAll(/\s+/g, " ").trim(),
  );
  if (plain.length <= longest) return plain;
  const at = Math.max(0, plain.search(sign));
  const from = Math.max(0, Math.min(at - longest / 4, plain.length - longest));
  const [before, after] = [from > 0 ? "…" : "", from + longest < plain.length ? "…" : ""];
  return `${before}${plain.slice(from, from + longest).trim()}${after}`;
}

const strikes: readonly (readonly [RegExp, string])[] = [
  // Credentials, before anything else takes them apart.
  [/\b(Bearer|Basic|Digest|Token)\s+[\w.~+/=-]{6,}/gi, "$1 ***"],
  [/\b\w[\w+.-]*:\/\/[^\s/@"']+@/g, "***@"],
  [/\b(cookie|set-cookie|authorization)("?\s*[:=]\s*"?)[^"\n]*/gi, "$1$2***"],
  [
    /\b([\w-]*(?:passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key|credential|session|sid|signature|auth)[\w-]*)("?\s*[:=]\s*"?)[^\s"',;&}]+/gi,
    "$1$2***",
  ],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, "***"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, "***"],
  // The query of a path or URL.
  [/\?[^\s"'<>]+/g, "?***"],
  [/[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, "***@***"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "*.*.*.*"],
  [/(?<![\w:])(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\w:])/gi, "*:*"],
  [/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, "***"],
  // Whatever else is long, with letters and digits mixed, and no word.
  [/(?<![\w/.])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+=-]{24,}/gi, "***"],
];
