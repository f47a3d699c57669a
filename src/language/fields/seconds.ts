import type { FieldRead } from "./field-kind.ts";

/** Reads a time as people type it: "2 s", "500ms", "1 min 30 s". A bare number is seconds unless it is so large that it may be milliseconds. */
export function readSeconds(typed: string): FieldRead {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/(\d),(\d)/g, "$1.$2");
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text))
    return Number(text) < 1_000 ? answer(Number(text)) : wrong(msOrSeconds(typed));
  const parts = text.split(/(?<=[a-z])\s*(?=\d)/);
  const seconds = parts.map(partOf);
  return seconds.every((one) => one !== undefined)
    ? answer(seconds.reduce((sum, one) => sum + one, 0))
    : wrong("Type a number with its unit, such as 2 s or 500 ms.");
}

/** "Milliseconds or seconds? Type 65000 ms or 65000 s." */
export const msOrSeconds = (typed: string): string => {
  const text = typed.length > 20 ? `${typed.slice(0, 19)}…` : typed;
  return `Milliseconds or seconds? Type ${text} ms or ${text} s.`;
};

function partOf(part: string): number | undefined {
  const { value, unit } =
    /^(?<value>\d{1,9}(?:\.\d{1,9})?)\s*(?<unit>[a-z]+)\.?$/.exec(part)?.groups ?? {};
  const found = units.find(([, names]) => names.includes(unit ?? ""));
  return found && Number(value) * found[0];
}

const units: readonly (readonly [number, readonly string[]])[] = [
  [0.001, ["ms", "msec", "millisecond", "milliseconds"]],
  [1, ["s", "sec", "secs", "second", "seconds"]],
  [60, ["m", "min", "mins", "minute", "minutes"]],
  [3_600, ["h", "hour", "hours"]],
];

const answer = (seconds: number): FieldRead => ({
  kind: "answer",
  answer: Number(seconds.toFixed(6)),
});
const wrong = (says: string): FieldRead => ({ kind: "wrong", says });
