/**
 * Fills the tokens of a date (`{date_short}`, `{time}`, `{ago}`, …) in a time zone, as read at `now` (milliseconds since the
 * epoch): https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatDate(
  epochSeconds: number,
  format: string,
  tz: string,
  now: number = Date.now(),
): string {
  const date = new Date(epochSeconds * 1_000);
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === "ago") return ago(now / 1_000 - epochSeconds);
    const options = tokens[token.replace(/_pretty$/, "")];
    if (!options) return whole;
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz }).format(date);
  });
}

/** "3 minutes ago", "in 2 hours"; the exact words of Slack are not documented. */
function ago(seconds: number): string {
  const [size, unit] = units.find(([least]) => Math.abs(seconds) >= least) ?? [1, "second"];
  return relative.format(-Math.trunc(seconds / size), unit);
}

const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "always" });

const units = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
] as const;

const long = { day: "numeric", month: "long", year: "numeric" } as const;
const short = { day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

const tokens: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: long,
  date_num: { day: "2-digit", month: "2-digit", year: "numeric" },
  date_slash: { day: "2-digit", month: "2-digit", year: "numeric" },
  date_short: short,
  date_long: { ...long, weekday: "long" },
  day_divider: { weekday: "long", day: "numeric", month: "long" },
  time: clock,
  time_secs: { ...clock, second: "2-digit" },
};
