import type { Counts } from "../alb/counts.ts";

/** What customers saw: requests, those that failed for them (5xx of whomever, 460), and their share, 0 to 1. */
export function measuredIn(counts: Counts) {
  const { elb4xx, elb502, elb503, elb504, target5xx } = counts;
  const failed = elb4xx + elb502 + elb503 + elb504 + target5xx;
  const requests = counts.requests + elb503;
  return { requests, failed, share: requests === 0 ? 0 : failed / requests };
}
