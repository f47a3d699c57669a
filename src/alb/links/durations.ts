import type { Unit } from "./server.ts";

/** What a typed timeout means. `why` is a sentence that says what to type instead. */
export type Duration =
  | { readonly kind: "seconds"; readonly seconds: number }
  /** A bare number that could be either: ask, never guess. */
  | { readonly kind: "ambiguous"; readonly options: readonly DurationOption[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "never" }
  | { readonly kind: "closes" }
  | { readonly kind: "bad"; readonly why: string };

export interface DurationOption {
  readonly unit: "s" | "ms";
  readonly seconds: number;
  /** Ready for a button: "65000 ms (65 s)". */
  readonly label: string;
}

/**
 * Reads a timeout as a person types or copies it: "75s", "1m 30s", "PT75S", "00:02:00", "65000ms", "65 * 1000", "off",
 * "I don't know". `unit` is how the server reads a bare number, `zero` what a 0 means there.
 */
export function parseDuration(text: string, unit?: Unit, zero?: "never" | "closes"): Duration {
  if (text.length > longestTyped) return tooLongText(text);
  const typed = tidy(text);
  if (typed === "") return bad("Nothing was typed.");
  const word = words.find(([, pattern]) => pattern.test(typed));
  if (word) return { kind: word[0] };
  if (typed.startsWith("-")) return bad("A timeout cannot be negative.");
  const bare = bareNumber(typed);
  if (bare !== undefined) return bare === 0 ? zeroMeans(zero) : withoutUnit(bare, unit);
  const seconds = clock(typed) ?? iso(typed) ?? parts(typed);
  if (seconds === undefined) return bad(`“${clip(text)}” is not a duration that I can read.`);
  return seconds === 0 ? zeroMeans(zero) : within(seconds);
}

/** Seconds for people, never rounded to something else: "6 s", "2.5 s", "5 min (300 s)", "1 h (3600 s)". */
export function formatSeconds(seconds: number): string {
  const exact = `${Number(seconds.toFixed(3))} s`;
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h (${exact})`;
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min (${exact})` : exact;
}

/** Lower case, straight quotes, no directive around the value, no thousands separators, no remark in brackets. */
function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[‘’‛`´]/g, "'")
    .replaceAll(/[“”„"]/g, "")
    .replaceAll(/[—–−]/g, "-")
    .replace(/\([^()]*\)/, " ")
    .replace(/^[\s']*(?:[a-z_.-]*(?:time-?_?out|alive|idle)[a-z_.-]*\s*[:=]?\s*)+/, "")
    .replace(/(?<![\s;,'.])[\s;,'.]+$/, "")
    .replace(/^[\s'=]+/, "")
    .replaceAll(/(?<=[1-9]\d{0,2})[,_'\s](?=\d{3}(?!\d))/g, "")
    .replaceAll(/(?<=\d)_(?=\d)/g, "")
    .replaceAll(/(?<=\d),(?=\d)/g, ".");
}

const words: readonly (readonly ["unknown" | "never" | "closes", RegExp])[] = [
  ["unknown", /^(\?+|unknown|unsure|not sure|no idea|idk|dunno|i don'?t know|don'?t know|-)$/],
  ["never", /^(never( closes)?|no timeout|infinit[ey]|infinity|unlimited|forever|-1)$/],
  ["closes", /^(off|closes|close|connection: close|disabled|no keep-?alive|keep-?alive off)$/],
];

function bareNumber(typed: string): number | undefined {
  const factors = typed.split("*").map((factor) => factor.trim());
  if (!factors.every((factor) => /^\d+(\.\d+)?(e\d)?$/.test(factor))) return undefined;
  return factors.map(Number).reduce((product, factor) => product * factor, 1);
}

/** Small numbers are seconds and large ones milliseconds; what does not fit the server's own unit is asked. */
function withoutUnit(value: number, unit: Unit | undefined): Duration {
  const looksLikeMs = value >= 1000 && (unit !== "s" || value % 1000 === 0 || value >= 10_000);
  if (unit === "ms" ? value >= 1000 : !looksLikeMs) {
    return within(unit === "ms" ? value / 1000 : value);
  }
  const options = [option(value, "ms"), option(value, "s")].filter(
    ({ seconds }) => seconds <= longestSeconds,
  );
  const [first] = options;
  if (first === undefined) return tooLong;
  return options.length > 1
    ? { kind: "ambiguous", options }
    : { kind: "seconds", seconds: first.seconds };
}

const option = (value: number, unit: "s" | "ms"): DurationOption => {
  const seconds = unit === "ms" ? value / 1000 : value;
  const typed = `${value} ${unit}`;
  const shown = formatSeconds(seconds);
  return { unit, seconds, label: typed === shown ? typed : `${typed}, that is ${shown}` };
};

function zeroMeans(zero: "never" | "closes" | undefined): Duration {
  if (zero !== undefined) return { kind: zero };
  return {
    kind: "bad",
    why: "0 means “never close” on some servers and “close after each response” on others. Type never or closes.",
  };
}

/** "00:02:00" or "02:00": hours, minutes, seconds, as in IIS and TimeSpan. */
function clock(typed: string): number | undefined {
  const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(typed);
  if (!match) return undefined;
  return Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

function iso(typed: string): number | undefined {
  return /^pt(?=\d)/.test(typed) ? parts(typed.slice(2)) : undefined;
}

/** "1m 30s", "5m0s", "2 minutes", "65 * time.second". */
function parts(typed: string): number | undefined {
  const plain = typed.replace(/^(\d+)\s*\*\s*time\.(\w+)$/, "$1$2");
  let rest = plain;
  let sum = 0;
  let smallest = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const [part, amount, name] = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s*(?:and\s+)?/.exec(rest) ?? [];
    const size = unitSeconds(name ?? "");
    // "75s 60s" are two values of one directive (nginx), not a sum.
    if (part === undefined || size === undefined || size >= smallest) return undefined;
    smallest = size;
    sum += Number(amount) * size;
    rest = rest.slice(part.length);
  }
  return Math.round(sum * 1e6) / 1e6;
}

function unitSeconds(name: string): number | undefined {
  if (/^(ms|msecs?|millis|milliseconds?)$/.test(name)) return 0.001;
  if (/^(s|secs?|seconds?)$/.test(name)) return 1;
  if (/^(m|mins?|minutes?)$/.test(name)) return 60;
  if (/^(h|hrs?|hours?)$/.test(name)) return 3600;
  return /^(d|days?)$/.test(name) ? 86_400 : undefined;
}

const within = (seconds: number): Duration =>
  seconds <= longestSeconds ? { kind: "seconds", seconds } : tooLong;

function bad(what: string): Duration {
  return {
    kind: "bad",
    why: `${what} Type a number with its unit, such as 65s, 65000ms, 1m 30s or 00:02:00; or never, closes, or “I don't know”.`,
  };
}

/** Characters; a line of a configuration has fewer. */
const longestTyped = 300;
const tooLongText = ({ length }: string): Duration =>
  bad(`That is ${length} characters, more than the ${longestTyped} that are read as a duration.`);

const longestSeconds = 31 * 86_400;
const tooLong = bad("That is more than a month, which cannot be an idle timeout.");

const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
