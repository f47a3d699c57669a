import { readTableRows } from "../markdown-tables.ts";

/** What a line says of a connection; wordings.md has the words for each. */
export type WordingKind = "broken-pipe" | "upstream-closed" | "other";

/** How one server says it in its log. */
export interface Wording {
  readonly kind: WordingKind;
  readonly server: string;
  /** The words as they are in the log, for people. */
  readonly says: string;
  /** A regular expression that JavaScript and CloudWatch Logs Insights both understand. */
  readonly pattern: string;
  /** Where capitals mean something. */
  readonly isExact?: true;
  /** The file of the server's source, or the page, that has these words. */
  readonly source: string;
}

/** Every wording that is looked for; where a line fits several, the first counts. */
export const wordings: readonly Wording[] = readTableRows(
  new URL("./wordings.md", import.meta.url),
).map(({ heading, cells }) => {
  const { server = "", "the log says": says = "", pattern = literally(says), source = "" } = cells;
  const exact = cells.case === "exact" ? { isExact: true as const } : {};
  return { kind: heading as WordingKind, server, says, pattern, source, ...exact };
});

/** The wording that a line has: the first that fits; null where none does. */
export function wordingOf(line: string): Wording | null {
  return compiled.find(({ sign }) => sign.test(line))?.wording ?? null;
}

/** Finds the words of a wording in a line. */
export function wordingPattern({ pattern, isExact }: Pick<Wording, "pattern" | "isExact">): RegExp {
  return new RegExp(pattern, isExact ? "" : "i");
}

const compiled = wordings.map((wording) => ({ wording, sign: wordingPattern(wording) }));

/** A pattern of words that are always the same. */
function literally(says: string): string {
  return says.replaceAll(/[()[\]{}.*+?^$|\\]/g, "\\$&");
}

/** The most lines that one question returns; CloudWatch Logs allows 10,000. */
export const mostLines = 10_000;

/**
 * The question in the language of CloudWatch Logs Insights: every line of the window that has one of the wordings, the newest first. It
 * is always the same, so what may be asked can be held against it.
 */
export const backendQuery = [
  "fields @timestamp, @message",
  `filter @message like /(?i)(${wordings.map(({ pattern }) => pattern.replaceAll("/", "\\/")).join("|")})/`,
  "sort @timestamp desc",
  `limit ${mostLines}`,
].join(" | ");
