import { percentile, type Spread } from "../../alb/spread.ts";

/** A statistic's value; undefined for a spread of nothing, which has no datapoint. */
export function statistic(name: string, values: Spread): number | undefined {
  if (values.count === 0) return undefined;
  switch (name) {
    case "Sum":
      return values.sum;
    case "Average":
      return values.sum / values.count;
    case "Minimum":
      return values.min;
    case "Maximum":
      return values.max;
    case "SampleCount":
      return values.count;
    default:
      return percentile(values, Number(name.slice(1)));
  }
}

/** Whether the lab knows a statistic: the five plain ones and percentiles such as p99 or p99.9. */
export function isStatistic(name: string): boolean {
  return /^(Sum|Average|Minimum|Maximum|SampleCount|p(\d{1,2}(\.\d{1,10})?|100))$/.test(name);
}
