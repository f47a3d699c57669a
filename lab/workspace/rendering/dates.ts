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
    if (token.endsWith("_pretty")) {
      const day = dayName(date, new Date(now), tz);
      if (day !== undefined) return day;
    }
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz }).format(date);
  });
}

/** "today", "yesterday" or "tomorrow" in this time zone; undefined for another day. */
function dayName(date: Date, now: Date, tz: string): string | undefined {
  const [day, today] = [date, now].map((one) =>
    Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: tz }).format(one)),
  );
  return dayNames[((day ?? 0) - (today ?? 0)) / 86_400_000];
}

const dayNames: Readonly<Record<number, string>> = { 0: "today", [-1]: "yesterday", 1: "tomorrow" };

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
