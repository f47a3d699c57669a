import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { steadyTrickle } from "../../../lab/alb/scenes.ts";
import { MINUTE, NOW, openAccount } from "./account.ts";

const BALANCER = { LoadBalancer: "app/shop-web/50dc6c495c0c9188" };
const GROUP = { TargetGroup: "targetgroup/shop-web/73e2d6bc24d8a067" };
const ZONE = { AvailabilityZone: "eu-central-1a" };

interface Question {
  readonly metric: string;
  readonly stat?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly period?: number;
}

type Query = NonNullable<GetMetricDataCommandInput["MetricDataQueries"]>[number];

function query({ metric, stat = "Sum", dimensions = BALANCER, period = 60 }: Question): Query {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: "AWS/ApplicationELB", MetricName: metric, Dimensions };
  return { Id: "asked", MetricStat: { Metric, Period: period, Stat: stat } };
}

/** Asks for the minutes from `from` to `to` minutes ago. */
function command(from: number, to: number, ...queries: readonly Query[]) {
  return new GetMetricDataCommand({
    StartTime: new Date(NOW - from * MINUTE),
    EndTime: new Date(NOW - to * MINUTE),
    MetricDataQueries: [...queries],
    ScanBy: "TimestampAscending",
  });
}

/** The values of one question over the hour from 70 to 10 minutes ago. */
async function values(watching: CloudWatchClient, question: Question) {
  const { MetricDataResults } = await watching.send(command(70, 10, query(question)));
  return MetricDataResults?.[0]?.Values ?? [];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test("Each minute has its datapoint, the newest first unless asked otherwise", async () => {
  const { watching } = await openAccount();
  const asked = command(13, 10, query({ metric: "RequestCount" }));
  const times = [13, 12, 11].map((minutes) => new Date(NOW - minutes * MINUTE));
  const [ascending] = (await watching.send(asked)).MetricDataResults ?? [];
  expect(ascending).toMatchObject({ Id: "asked", Label: "RequestCount", StatusCode: "Complete" });
  expect(ascending?.Timestamps).toEqual(times);
  const newest = new GetMetricDataCommand({ ...asked.input, ScanBy: undefined });
  const [descending] = (await watching.send(newest)).MetricDataResults ?? [];
  expect(descending?.Timestamps).toEqual(times.toReversed());
});

test("A count has a datapoint only where something was counted", async () => {
  const { watching } = await openAccount(steadyTrickle({ from: NOW - 20 * MINUTE, share: 0.01 }));
  expect(await values(watching, { metric: "RequestCount" })).toHaveLength(60);
  const failures = await values(watching, { metric: "HTTPCode_ELB_502_Count" });
  expect(failures).toHaveLength(10);
  expect(sum(failures) / 10).toBeGreaterThan(30);
  expect(await values(watching, { metric: "TargetConnectionErrorCount" })).toEqual([]);
});

test("Requests are all answered, by a target or by the load balancer", async () => {
  const { watching } = await openAccount(steadyTrickle({ from: 0, share: 0.01 }));
  const [requests, good, bad] = await Promise.all([
    values(watching, { metric: "RequestCount" }),
    values(watching, { metric: "HTTPCode_Target_2XX_Count" }),
    values(watching, { metric: "HTTPCode_ELB_502_Count" }),
  ]);
  expect(sum(good) + sum(bad)).toBe(sum(requests));
});

test("The zones of a metric add up to the whole", async () => {
  const { watching } = await openAccount();
  const other = { AvailabilityZone: "eu-central-1b" };
  const [all, here, there] = await Promise.all([
    values(watching, { metric: "RequestCount" }),
    values(watching, { metric: "RequestCount", dimensions: { ...BALANCER, ...ZONE } }),
    values(watching, { metric: "RequestCount", dimensions: { ...BALANCER, ...other } }),
  ]);
  expect(sum(here)).toBeGreaterThan(0);
  expect(sum(here) + sum(there)).toBe(sum(all));
});

test.for([
  ["HTTPCode_ELB_502_Count by target group", "HTTPCode_ELB_502_Count", { ...BALANCER, ...GROUP }],
  ["RequestCount by target group alone", "RequestCount", GROUP],
  ["HealthyHostCount by load balancer alone", "HealthyHostCount", BALANCER],
  ["RequestCount by nothing", "RequestCount", {}],
  ["a load balancer that is not there", "RequestCount", { LoadBalancer: "app/shop-web/0" }],
  ["a metric that is not there", "RequestCounts", BALANCER],
] as const)("%s has no data, and no error", async ([, metric, dimensions]) => {
  const { watching } = await openAccount(steadyTrickle({ from: 0, share: 0.5 }));
  expect(await values(watching, { metric, dimensions })).toEqual([]);
});

test("Statistics are those of the values in the period", async () => {
  const { watching } = await openAccount();
  const one = async (stat: string) =>
    (await values(watching, { metric: "TargetResponseTime", stat }))[0];
  expect(await one("Minimum")).toBe(0.001);
  expect(await one("Maximum")).toBe(0.1);
  expect(await one("p50")).toBe(0.05);
  expect(await one("p99")).toBe(0.099);
  expect(await one("Average")).toBeCloseTo(0.0505);
  const requests = { metric: "RequestCount" };
  expect((await values(watching, { ...requests, stat: "Average" }))[0]).toBe(1);
  expect(await values(watching, { ...requests, stat: "SampleCount" })).toEqual(
    await values(watching, requests),
  );
});

test("Hosts are counted by target group", async () => {
  const { watching } = await openAccount();
  const dimensions = { ...BALANCER, ...GROUP };
  const healthy = { metric: "HealthyHostCount", stat: "Minimum", dimensions };
  expect(new Set(await values(watching, healthy))).toEqual(new Set([2]));
  const unhealthy = { metric: "UnHealthyHostCount", stat: "Maximum", dimensions };
  expect(new Set(await values(watching, unhealthy))).toEqual(new Set([0]));
});

test("What has not settled yet is missing", async () => {
  const { watching } = await openAccount();
  const [result] =
    (await watching.send(command(6, 0, query({ metric: "RequestCount" })))).MetricDataResults ?? [];
  expect(result?.Timestamps).toEqual([6, 5, 4].map((ago) => new Date(NOW - ago * MINUTE)));
});

test("The period in which settling ends is incomplete", async () => {
  const { watching } = await openAccount();
  const asked = command(9, 0, query({ metric: "RequestCount", period: 300 }));
  const [result] = (await watching.send(asked)).MetricDataResults ?? [];
  const [whole = 0, part = 0] = result?.Values ?? [];
  expect(part / whole).toBeGreaterThan(0.1);
  expect(part / whole).toBeLessThan(0.3);
});

test("Long answers come in pages that lose nothing", async () => {
  const { watching } = await openAccount(undefined, { pointsPerPage: 25 });
  const queries = [
    { ...query({ metric: "RequestCount" }), Id: "first" },
    { ...query({ metric: "NewConnectionCount" }), Id: "second" },
  ];
  const found = new Map<string | undefined, number>();
  const statuses: (string | undefined)[] = [];
  const asked = command(40, 10, ...queries).input;
  for await (const page of paginateGetMetricData({ client: watching }, asked))
    for (const { Id, Values, StatusCode } of page.MetricDataResults ?? []) {
      found.set(Id, (found.get(Id) ?? 0) + (Values?.length ?? 0));
      statuses.push(StatusCode);
    }
  expect(Object.fromEntries(found)).toEqual({ first: 30, second: 30 });
  expect(statuses[0]).toBe("PartialData");
});

test("Minutes are kept for 15 days, five minutes for longer", async () => {
  const clock = () => NOW + 15 * 24 * 60 * MINUTE;
  const { watching } = await openAccount(undefined, { clock });
  expect(await values(watching, { metric: "RequestCount", period: 300 })).toHaveLength(12);
  expect(await values(watching, { metric: "RequestCount", period: 60 })).toEqual([]);
});

test.for<[string, Partial<GetMetricDataCommandInput>]>([
  ["no queries", { MetricDataQueries: [] }],
  ["more than 500 queries", { MetricDataQueries: manyQueries(501) }],
  ["a start after the end", { StartTime: new Date(NOW + MINUTE) }],
  ["more than 100,800 datapoints a page", { MaxDatapoints: 100_801 }],
  [
    "a period of 30 seconds",
    { MetricDataQueries: [query({ metric: "RequestCount", period: 30 })] },
  ],
  [
    "an unknown statistic",
    { MetricDataQueries: [query({ metric: "RequestCount", stat: "Mean" })] },
  ],
  ["the same id twice", { MetricDataQueries: [...manyQueries(1), ...manyQueries(1)] }],
  ["an id that begins with a digit", { MetricDataQueries: [{ ...manyQueries(1)[0], Id: "5xx" }] }],
])("CloudWatch refuses %s", async ([, wrong]) => {
  const { watching } = await openAccount();
  const right = command(20, 10, query({ metric: "RequestCount" })).input;
  const asked = watching.send(new GetMetricDataCommand({ ...right, ...wrong }));
  await expect(asked).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
});

function manyQueries(count: number): Query[] {
  const one = query({ metric: "RequestCount" });
  return Array.from({ length: count }, (_, place) => ({ ...one, Id: `query${place}` }));
}
