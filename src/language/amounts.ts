/** A whole number for people: "240,000". */
export const formatWhole = (count: number): string => english.format(Math.round(count));

/** A number of any size with four digits that matter: "4,200", "0.0123", "1.2e+21". */
export const formatNumber = (value: number): string =>
  Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-6)
    ? value.toExponential(1)
    : english.format(Number(value.toPrecision(4)));

/** "2.5 GB", "120 MB", "8 kB". */
export function formatBytes(bytes: number): string {
  const [unit, name] =
    bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : ([1e3, "kB"] as const);
  return `${Number((bytes / unit).toPrecision(3))} ${name}`;
}

/** A share with two digits that matter: "0.005 %", "1.4 %", "12 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value >= 10) return `${Math.round(value)} %`;
  const digits = Math.min(12, Math.max(1, 1 - Math.floor(Math.log10(value))));
  return `${english.format(Number(value.toFixed(digits)))} %`;
}

/** "1 request", "2 requests", "no requests". */
export const plural = (count: number, noun: string): string =>
  `${count === 0 ? "no" : formatWhole(count)} ${noun}${count === 1 ? "" : "s"}`;

/** "5 s", "90 s", "59 minutes" */
export const shortDuration = (value: number): string =>
  value >= 600
    ? formatDuration(value * 1_000)
    : `${Number(value.toPrecision(value < 10 ? 2 : 4))} s`;

/** A stretch of time, in milliseconds: "5 minutes", "3 hours", "2 days". */
export function formatDuration(ms: number): string {
  const unit = units.find(([, size]) => ms >= size) ?? ["second", 1_000];
  const [name, size] = unit;
  // Half an hour of a day is worth saying, half a minute of an hour is not.
  const digits = size >= 3_600_000 && ms / size < 10 ? 1 : 0;
  const count = Number((ms / size).toFixed(digits));
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The same after "per": "minute", "5 minutes". */
export const perDuration = (ms: number): string => formatDuration(ms).replace(/^1 /, "");

const units: readonly (readonly [string, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** The time of day, in UTC and to the minute: "01:20 UTC"; with the day where it is not that of `today`. */
export function formatUtc(at: number, today = at): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(0, 10) === new Date(today).toISOString().slice(0, 10);
  return `${day ? "" : `${iso.slice(0, 10)} `}${iso.slice(11, 16)} UTC`;
}

/** Made once, for to make one takes longer than to use it; no number above is given more digits than these. */
const english = new Intl.NumberFormat("en-US", { maximumFractionDigits: 12 });
