import { type Period, sum } from "../../counts/period.ts";
import { chanceOfLuck } from "../../counts/poisson.ts";
import { split } from "./slowness.ts";

/** Whether the application's own 5xx are more frequent in periods with 502s: three times at least, and not by chance. */
export function appFailsToo(periods: readonly Period[]): boolean {
  const errors = (some: readonly Period[]) => ({
    requests: sum(some, ({ requests }) => requests),
    failures: sum(some, ({ target5xx }) => target5xx),
  });
  const [failing, others] = split(periods).map(errors);
  if (failing === undefined || others === undefined) return false;
  if (failing.failures < 3 || failing.failures < sum(periods, (one) => one.failures502) / 2)
    return false;
  const rate = failing.failures / failing.requests;
  return (
    rate >= (3 * others.failures) / (others.requests || 1) && chanceOfLuck(failing, others) < 0.01
  );
}
