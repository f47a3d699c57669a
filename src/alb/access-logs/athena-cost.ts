/** Athena's price of a terabyte that a query reads, in US dollars (us-east-1, Athena pricing page). */
export const dollarsPerTerabyte = 5;

/** A query is billed as if it had read this many bytes at least (Athena pricing page). */
const leastBilled = 10e6;

/** What queries cost that read these bytes, in US dollars. */
export const athenaDollars = (scanned: readonly number[]): number =>
  (scanned.reduce((sum, bytes) => sum + Math.max(leastBilled, bytes), 0) / 1e12) *
  dollarsPerTerabyte;
