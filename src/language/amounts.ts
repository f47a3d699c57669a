/** "240,000" */
export const grouped = (number: number): string => number.toLocaleString("en-US");

/** "0.005 %", with two digits that say something. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(value))));
  return `${Number(value.toFixed(digits))} %`;
}

/** "5 s", "90 s", "59 minutes" */
export const seconds = (value: number): string =>
  value >= 600 ? lasting(value * 1_000) : `${Number(value.toPrecision(value < 10 ? 2 : 4))} s`;

/** A stretch of time, in milliseconds: "5 minutes", "3 hours", "2 days". */
export function lasting(ms: number): string {
  const unit = units.find(([, size]) => ms >= size) ?? ["second", 1_000];
  const [name, size] = unit;
  // Half an hour of a day is worth saying, half a minute of an hour is not.
  const digits = size >= 3_600_000 && ms / size < 10 ? 1 : 0;
  const count = Number((ms / size).toFixed(digits));
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The same after "per": "minute", "5 minutes". */
export const per = (ms: number): string => lasting(ms).replace(/^1 /, "");

const units: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
