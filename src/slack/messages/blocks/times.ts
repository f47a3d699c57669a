/** What a date token shows: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export type Format =
  | "{time}"
  | "{date_short_pretty} {time}"
  | "{date_short} {time}"
  | "{ago}"
  | "{date_short_pretty} {time}, {ago}";

/** A moment (seconds since the epoch) as a token of mrkdwn, which Slack fills for each reader; `fallback` where it cannot. */
export const dateToken = (seconds: number, format: string, fallback: string): string =>
  `<!date^${seconds}^${format}|${fallback}>`;

/** A moment (milliseconds since the epoch) in each reader's own time zone; UTC where Slack cannot convert. */
export const clockToken = (at: number): string => shown(at, "{time}", utcTime(at));

export const dayAndClock = (at: number): string =>
  shown(at, "{date_short_pretty} {time}", utcDay(at));

/** The same where a sentence says "at" before it, which no "today" follows. */
export const dateAndClock = (at: number): string => shown(at, "{date_short} {time}", utcDay(at));

/** The same with the time that passed since, which Slack counts on by itself: "today 03:14, 12 minutes ago". */
export const dayAndAgo = (at: number): string =>
  shown(at, "{date_short_pretty} {time}, {ago}", utcDay(at));

/** A day without a time, "2026-12-01", as "1 Dec 2026"; the same everywhere, for a day is no moment. */
export const shownDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });

/** "3 minutes ago", counted on by Slack itself. */
export const agoToken = (at: number): string => shown(at, "{ago}", `at ${utcTime(at)}`);

/** "03:14 UTC" */
export const utcTime = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;

/** "2026-11-23 03:14 UTC" */
export const utcDay = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** "8 minutes", "1 hour 5 minutes": the time from one moment to another, in words. */
export function formatElapsed(from: number, to: number): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes === 0) return "less than a minute";
  const hours = Math.floor(minutes / 60);
  const parts = [count(hours, "hour"), count(minutes % 60, "minute")];
  return parts.filter((part) => part !== "").join(" ");
}

const shown = (at: number, format: Format, fallback: string): string =>
  dateToken(Math.floor(at / 1_000), format, fallback);

const count = (number: number, unit: string): string =>
  number === 0 ? "" : `${number} ${unit}${number === 1 ? "" : "s"}`;
