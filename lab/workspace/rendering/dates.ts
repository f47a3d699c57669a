/** Fills the tokens of a date (`{date_short}`, `{time}`, …) in a time zone: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatDate(epochSeconds: number, format: string, tz: string): string {
  const date = new Date(epochSeconds * 1_000);
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => {
    const options = tokens[token.replace(/_pretty$/, "")];
    if (!options) return whole;
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz }).format(date);
  });
}

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
  ago: { ...short, ...clock },
  time: clock,
  time_secs: { ...clock, second: "2-digit" },
};
