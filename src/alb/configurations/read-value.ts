import type { DurationReader } from "./duration-units.ts";
import { type Candidate, candidate, unclear, type Value } from "./found-values.ts";

/** What 0 and negative numbers mean to the program that reads the value; absent where it is not known. */
export interface Meanings {
  readonly zero?: Value;
  readonly negative?: Value;
}

/** The value that a text stands for; unknown where it comes from a variable or a template, or cannot be read. */
export function valueFrom(text: string, read: DurationReader, meanings: Meanings = {}): Value {
  const plain = unquoteValue(text);
  if (isDynamic(plain)) return fromElsewhere(plain, read, meanings);
  if (/^-\d/.test(plain)) return meanings.negative ?? unclear(says.negative);
  const seconds = read(plain);
  return seconds === undefined ? unclear(says.unreadable) : secondsValue(seconds, meanings);
}

/** A number of seconds as a value, 0 and less by what they mean to the program. */
export function secondsValue(seconds: number, { zero, negative }: Meanings = {}): Value {
  if (seconds === 0) return zero ?? unclear(says.zero);
  if (seconds < 0) return negative ?? unclear(says.negative);
  return seconds <= longestSeconds ? { kind: "set", seconds } : unclear(says.tooLong);
}

/** Whether a variable, a template or a command stands in the text. */
export const isDynamic = (text: string): boolean =>
  /[$`]|\{\{|\{%|<%|%\{|#\{|%\(|%\w{1,99}%|\{env[.:]|^@[\w.]+@$|^<[^>]*>$|^_*[A-Z]+(?:_+[A-Z]+)+_*$/.test(
    text.slice(0, longestText),
  );

/** A value from a variable, with what applies where the variable is not set. */
export function fromVariable(fallback: Value | undefined): Value {
  return unclear(says.variable, ...fallbackOf(fallback));
}

function fromElsewhere(plain: string, read: DurationReader, meanings: Meanings): Value {
  const short = plain.slice(0, longestText);
  const match = withFallback.map((pattern) => pattern.exec(short)).find((found) => found !== null);
  if (match?.[1] === undefined) return fromVariable(undefined);
  const filled = unquoteValue(short.replace(match[0], () => match[1] ?? ""));
  return fromVariable(isDynamic(filled) ? undefined : valueFrom(filled, read, meanings));
}

/** A variable with what applies without it: the shell's, Spring's, Caddy's, Helm's and Jinja's, ERB's. */
const withFallback = [
  /\$\{[\w.]{1,99}:?[-=]([\w.-]{1,30})\}/,
  /\$\{[\w.-]{1,99}:([\w.:-]{1,30})\}/,
  /\{\$\w{1,99}:([\w.]{1,30})\}/,
  /\{\{[^{}]{0,99}\bdefault[ (]{1,3}["']?([\w.]{1,30})["']?[^{}]{0,99}\}\}/,
  /<%=[^<>]{0,99},\s?["']?([\w.]{1,30})["']?[ )]{0,3}-?%>/,
];

const fallbackOf = (value: Value | undefined): readonly Candidate[] =>
  value === undefined || value.kind === "unknown" ? [] : [candidate(says.fallback, value)];

/** Without the quotes that formats allow around a value, and cut to what a duration can be. */
export function unquoteValue(text: string): string {
  const trimmed = text.slice(0, 4 * longestText).trim();
  const quote = trimmed[0];
  const isQuoted =
    trimmed.length > 1 && (quote === '"' || quote === "'") && trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}

/** Why a source is not read. */
export const tooLong =
  "The text is too long to be read in time; give only the part that configures the server.";

const longestText = 300;
const longestSeconds = 31 * 86_400;

const says = {
  variable: "The value comes from a variable or a template that is not in the text.",
  fallback: "Applies when the variable is not set.",
  unreadable: "The value is not a duration that this server reads.",
  zero: "The value is 0, and what that means here is not known.",
  negative: "The value is negative, and what that means here is not known.",
  tooLong: "The value is more than a month, which cannot be an idle timeout.",
};
