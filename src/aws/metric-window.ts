/** How CloudWatch is read. Only a practice account differs from 60 and 180. */
export interface MetricOptions {
  /** Seconds; the shortest period. */
  readonly metricPeriodSeconds: number;
  /** Seconds for which the newest datapoints still grow and are left alone. */
  readonly metricSettleSeconds: number;
}

/** A stretch of whole periods: `to` is where the last one ends. Milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

/**
 * The whole settled periods between `from` and `to` (milliseconds since the epoch). Periods are as long as CloudWatch keeps
 * them that far back: 60 s beyond 3 hours, 300 s beyond 15 days, 3600 s beyond 63 days. Periods under 60 s, which only a
 * practice account has, start no earlier than 3 hours ago instead.
 */
export function wholePeriods(
  from: number,
  to: number,
  now: number,
  options: MetricOptions,
): Window {
  const periodSeconds = periodFor(now - from, options.metricPeriodSeconds);
  const period = periodSeconds * 1_000;
  const settled = Math.min(to, now - options.metricSettleSeconds * 1_000);
  const earliest = periodSeconds < 60 ? now - 3 * hourMs : 0;
  const end = Math.floor(settled / period) * period;
  const start = Math.ceil(Math.max(from, earliest) / period) * period;
  return { from: Math.min(start, end), to: end, periodSeconds };
}

/** How long a choice such as "3 hours" or "30 minutes" is, in milliseconds; 3 hours when it says something else. */
export function windowLengthMs(choice: unknown): number {
  const [, count, unit] = /^(\d+)\s*(minute|hour|day)/.exec(String(choice)) ?? [];
  if (count === undefined) return 3 * hourMs;
  return Number(count) * (unit === "minute" ? hourMs / 60 : unit === "day" ? 24 * hourMs : hourMs);
}

export const hourMs = 3_600_000;

function periodFor(age: number, shortest: number): number {
  if (age > 63 * 24 * hourMs) return Math.max(3_600, shortest);
  return age > 15 * 24 * hourMs ? Math.max(300, shortest) : shortest;
}
