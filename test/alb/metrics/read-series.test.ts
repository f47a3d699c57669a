import { expect, it } from "vitest";
import { readSeries } from "../../../src/alb/metrics/read-series.ts";
import type { Account } from "../../../src/aws/account.ts";

const window = { from: 0, to: 120_000, periodSeconds: 60 };
const { signal } = new AbortController();

/** CloudWatch that gives this value for every metric. */
const giving = (value: number) =>
  ({
    name: "one",
    region: "eu-west-1",
    ask: async () => ({
      MetricDataResults: [
        { Id: "m0", Timestamps: [new Date(0)], Values: [value], StatusCode: "Complete" },
      ],
    }),
  }) as unknown as Account;

const read = (value: number) =>
  readSeries(giving(value), { arn: "arn:aws:x", groups: [] }, ["failures502"], window, signal);

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1])(
  "a metric of %d is not read as no failure at all",
  async (value) => {
    await expect(read(value)).rejects.toThrow(/HTTPCode_ELB_502_Count that is no number/);
  },
);

it("a metric of 0 is none", async () => {
  const [series] = await read(0);
  expect(series?.points).toEqual(new Map([[0, 0]]));
});
