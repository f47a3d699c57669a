/** A whole number for people: "240,000". */
export const grouped = (count: number): string => Math.round(count).toLocaleString("en-US");

/** A share with two digits that matter: "0.005 %", "1.4 %", "12 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value >= 10) return `${Math.round(value)} %`;
  const digits = Math.min(12, Math.max(1, 1 - Math.floor(Math.log10(value))));
  return `${Number(value.toFixed(digits)).toLocaleString("en-US", { maximumFractionDigits: 12 })} %`;
}

/** The time of day, in UTC and to the minute: "01:20 UTC"; with the day where it is not that of `today`. */
export function utc(at: number, today = at): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(0, 10) === new Date(today).toISOString().slice(0, 10);
  return `${day ? "" : `${iso.slice(0, 10)} `}${iso.slice(11, 16)} UTC`;
}

/** "1 request", "2 requests", "no requests". */
export const several = (count: number, noun: string): string =>
  `${count === 0 ? "no" : grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
