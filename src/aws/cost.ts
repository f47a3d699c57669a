import type { Reading } from "#language";
import type { Action } from "./allow-list.ts";

/** What a look at AWS cost. Repeats by the SDK after throttling are not in it. */
export type Cost = {
  /** CloudWatch bills GetMetricData by the metric and call. */
  readonly metricsBilled: number;
  readonly apiCalls: number;
};

/** CloudWatch's price for 1,000 metrics requested with GetMetricData, in US dollars (us-east-1, CloudWatch pricing page). */
export const dollarsPerThousandMetrics = 0.01;

export function costMeter() {
  let [metricsBilled, apiCalls] = [0, 0];
  return {
    note(action: Action, input: object): void {
      apiCalls += 1;
      if (action !== "cloudwatch:GetMetricData" || !("MetricDataQueries" in input)) return;
      metricsBilled += Array.isArray(input.MetricDataQueries) ? input.MetricDataQueries.length : 0;
    },
    read: (): Cost => ({ metricsBilled, apiCalls }),
  };
}

/** What a look cost, in a line of evidence; none where nothing was billed. */
export function costReadings({ metricsBilled, apiCalls }: Cost): readonly Reading[] {
  if (metricsBilled === 0) return [];
  const dollars = (metricsBilled / 1_000) * dollarsPerThousandMetrics;
  return [
    {
      label: "What this look cost",
      value: `${metricsBilled} metrics billed (about $${dollars.toPrecision(1)}), ${apiCalls} calls to AWS`,
      source: "GetMetricData, CloudWatch pricing",
    },
  ];
}
