import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeLoadBalancerAttributesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Incident, startIncident } from "../../lab/incident.ts";
import { ask } from "./alb/http.ts";

let incident: Incident;
const told: string[] = [];

beforeAll(async () => {
  incident = await startIncident({
    requestsPerSecond: 60,
    slots: 300,
    keepAliveMs: 5_000,
    periodSeconds: 1,
    settleSeconds: 1,
    fillSeconds: 0.2,
    measureSeconds: 2,
    logSeconds: 2,
    progress: (sentence) => told.push(sentence),
  });
});

afterAll(() => incident.close());

const clientOptions = () => ({
  endpoint: incident.awsEndpoint,
  region: incident.region,
  credentials: incident.credentials,
});

test("The account shows three hours of which two have failures, and the real requests since", async () => {
  const Dimensions = [{ Name: "LoadBalancer", Value: "app/shop-web/50dc6c495c0c9188" }];
  const query = (MetricName: string) => ({
    Id: MetricName.toLowerCase(),
    MetricStat: {
      Metric: { Namespace: "AWS/ApplicationELB", MetricName, Dimensions },
      Period: 60,
      Stat: "Sum",
    },
  });
  const { MetricDataResults = [] } = await new CloudWatchClient(clientOptions()).send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 2.9 * 3_600_000),
      EndTime: new Date(),
      MetricDataQueries: [query("RequestCount"), query("HTTPCode_ELB_502_Count")],
    }),
  );
  const [requests, failures] = MetricDataResults;
  expect(requests?.Values?.length).toBeGreaterThan(170);
  const began = failures?.Timestamps?.at(-1)?.getTime() ?? 0;
  expect((Date.now() - began) / 3_600_000).toBeCloseTo(2, 0);
  await expect.poll(() => incident.measured().requests).toBeGreaterThan(60);
});

test("The load balancer really answers, and its idle timeout is really changed", async () => {
  const { port, arn } = incident.loadBalancer;
  expect((await ask(port)).status).toBe(200);
  incident.setIdleTimeout(4);
  const { Attributes } = await new ElasticLoadBalancingV2Client(clientOptions()).send(
    new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }),
  );
  expect(Attributes).toContainEqual({ Key: "idle_timeout.timeout_seconds", Value: "4" });
});

test("The backend's keep-alive is really changed", () => {
  expect(incident.hops()).toMatchObject([{ keepAliveSeconds: 5, closesAfterSeconds: 6 }]);
  incident.setKeepAlive(70, 0);
  expect(incident.hops()).toMatchObject([{ keepAliveSeconds: 70, closesAfterSeconds: 71 }]);
});

test("Requests are logged: made-up ones of before, and soon real ones", async () => {
  await incident.logged;
  const s3 = new S3Client(clientOptions());
  const list = async () => {
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: "shop-access-logs" }));
    return listed.Contents?.map(({ Key = "" }) => Key) ?? [];
  };
  const madeUp = await list();
  expect(new Set(madeUp.map((key) => /Z_([\d.]+)_/.exec(key)?.[1])).size).toBe(4);
  await expect
    .poll(async () => (await list()).length, { interval: 250 })
    .toBeGreaterThan(madeUp.length);
});

test("What is made up or sped up is said", () => {
  expect(incident.honesty.join(" ")).toContain("made up");
  expect(incident.honesty.join(" ")).toContain("at AWS that takes about 3 minutes");
  expect(told).toHaveLength(2);
});
