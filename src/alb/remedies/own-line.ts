/**
 * A line of a file with another value: the number that stands for `before` seconds becomes the one for `after`, in the unit that it
 * is written in. Undefined where no number of the line is surely that value.
 */
export function replaceValue(line: string, before: number, after: number): string | undefined {
  const places = [...clocksIn(line), ...numbersIn(line)].flatMap((place) => {
    const written = place.write(before, after);
    return written === undefined ? [] : [{ ...place, written }];
  });
  const named = places.filter(({ start }) => isNamed(line, start));
  const [only, ...more] = named.length > 0 ? named : places;
  if (only === undefined || more.length > 0) return undefined;
  return line.slice(0, only.start) + only.written + line.slice(only.end);
}

interface Place {
  readonly start: number;
  readonly end: number;
  /** What stands here with the value changed; undefined where it is not that value. */
  readonly write: (before: number, after: number) => string | undefined;
}

/** 00:02:10 */
function clocksIn(line: string): readonly Place[] {
  return [...line.matchAll(/\b(\d{2}):(\d{2}):(\d{2})\b/g)].map(
    ({ 0: text, 1: h, 2: m, 3: s, index }) => {
      const seconds = Number(h) * 3600 + Number(m) * 60 + Number(s);
      const write = (before: number, after: number) =>
        seconds === before && Number.isInteger(after) && after < 86_400 ? clock(after) : undefined;
      return { start: index, end: index + text.length, write };
    },
  );
}

function numbersIn(line: string): readonly Place[] {
  return [...line.matchAll(/(?<![\w.:])\d[\d_]{0,12}(?![\d_:.])/g)].flatMap(
    ({ 0: text, index }) => {
      const end = index + text.length;
      const number = Number(text.replaceAll("_", ""));
      const unit = unitAfter(line.slice(end, end + 40));
      const units = unit === undefined ? [1, 0.001] : [unit];
      const write = (before: number, after: number) => {
        const size = units.find((one) => Math.abs(number * one - before) < 1e-6);
        const count = size === undefined ? Number.NaN : Math.round((after / size) * 1e6) / 1e6;
        return Number.isInteger(count) ? String(count) : undefined;
      };
      return [{ start: index, end, write }];
    },
  );
}

/** Seconds of the unit that is written behind a number: 65s, 65 * 1000, 65 * time.Second; undefined where none is. */
function unitAfter(rest: string): number | undefined {
  const [, letters = "", factor = ""] =
    /^(?:([a-zA-Z]{1,7})\b| ?\* ?(1_?000\b|time\.\w{1,12}))/.exec(rest) ?? [];
  if (letters !== "") return sizes[letters.toLowerCase()] ?? Number.NaN;
  return factor === ""
    ? undefined
    : /^1/.test(factor)
      ? 1
      : (sizes[factor.toLowerCase()] ?? Number.NaN);
}

const sizes: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  h: 3600,
  "time.millisecond": 0.001,
  "time.second": 1,
  "time.minute": 60,
  "time.hour": 3600,
};

/** Whether the setting's name stands before the number, with no other number between. */
function isNamed(line: string, start: number): boolean {
  const before = line.slice(Math.max(0, start - 60), start).toLowerCase();
  const name = Math.max(
    ...["keep", "idle", "timeout", "persistent"].map((word) => before.lastIndexOf(word)),
  );
  return name !== -1 && !/\d/.test(before.slice(name));
}

const clock = (seconds: number) =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
