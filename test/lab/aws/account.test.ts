import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { clientsOf, NOW, openAccount, REGION } from "./account.ts";

const someMetric = new GetMetricDataCommand({
  StartTime: new Date(NOW - 600_000),
  EndTime: new Date(NOW),
  MetricDataQueries: [
    {
      Id: "requests",
      MetricStat: { Metric: { Namespace: "AWS/ApplicationELB" }, Period: 60, Stat: "Sum" },
    },
  ],
});
const allBalancers = new DescribeLoadBalancersCommand({});

test("The account says who asks", async () => {
  const { identity } = await openAccount();
  expect(await identity.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: "123456789012",
    Arn: "arn:aws:sts::123456789012:assumed-role/handrail-reader/practice",
  });
});

test("An unknown access key is refused by every service", async () => {
  const { account } = await openAccount();
  const stranger = { ...account.credentials, accessKeyId: "AKIASTRANGER00000000" };
  const { identity, balancing, watching } = clientsOf(account, REGION, stranger);
  const refusal = { name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } };
  await expect(identity.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(refusal);
  await expect(balancing.send(allBalancers)).rejects.toMatchObject(refusal);
  await expect(watching.send(someMetric)).rejects.toMatchObject(refusal);
});

test("A wrong secret is noticed by the signature", async () => {
  const { account } = await openAccount();
  const mistyped = { ...account.credentials, secretAccessKey: "mistyped" };
  const { balancing } = clientsOf(account, REGION, mistyped);
  const asked = balancing.send(allBalancers);
  await expect(asked).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
});

test("A denied action is refused in AWS's words, and others are not", async () => {
  const { account, balancing, watching } = await openAccount();
  account.faults.deny("elasticloadbalancing:DescribeTags");
  account.faults.deny("cloudwatch:GetMetricData");
  const tags = new DescribeTagsCommand({ ResourceArns: ["arn:aws:elasticloadbalancing:::x"] });
  await expect(balancing.send(tags)).rejects.toMatchObject({
    name: "AccessDenied",
    message:
      "User: arn:aws:sts::123456789012:assumed-role/handrail-reader/practice is not authorized to perform: elasticloadbalancing:DescribeTags because no identity-based policy allows the elasticloadbalancing:DescribeTags action",
  });
  await expect(watching.send(someMetric)).rejects.toMatchObject({ name: "AccessDenied" });
  expect((await balancing.send(allBalancers)).LoadBalancers).not.toEqual([]);
  account.faults.allow("cloudwatch:GetMetricData");
  expect((await watching.send(someMetric)).MetricDataResults).toHaveLength(1);
});

test("Throttling and server errors are passing: the SDK tries again and succeeds", async () => {
  const { account } = await openAccount();
  const { endpoint, credentials, faults } = account;
  const patient = new ElasticLoadBalancingV2Client({ endpoint, credentials, region: REGION });
  for (const fault of ["throttle", "fail", "drop"] as const) {
    faults.inject("elasticloadbalancing:DescribeLoadBalancers", fault, 1);
    const { $metadata } = await patient.send(allBalancers);
    expect([fault, $metadata.attempts]).toEqual([fault, 2]);
  }
});

test("Lasting throttling reaches the caller", async () => {
  const { account, balancing, watching } = await openAccount();
  account.faults.inject("elasticloadbalancing:DescribeLoadBalancers", "throttle");
  account.faults.inject("cloudwatch:GetMetricData", "throttle");
  const refusal = { name: "Throttling", message: "Rate exceeded" };
  await expect(balancing.send(allBalancers)).rejects.toMatchObject(refusal);
  await expect(watching.send(someMetric)).rejects.toMatchObject(refusal);
  account.faults.clear();
  expect((await balancing.send(allBalancers)).LoadBalancers).not.toEqual([]);
});

test("A slow call is answered like any other, but later", async () => {
  const { account, balancing } = await openAccount(undefined, { slowMs: 60 });
  account.faults.inject("elasticloadbalancing:DescribeLoadBalancers", "slow");
  const started = performance.now();
  const { LoadBalancers = [] } = await balancing.send(new DescribeLoadBalancersCommand({}));
  expect(LoadBalancers).not.toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(50);
});

test("A hanging call is never answered", async () => {
  const { account, balancing } = await openAccount();
  account.faults.inject("elasticloadbalancing:DescribeLoadBalancers", "hang");
  const asked = balancing.send(allBalancers, { abortSignal: AbortSignal.timeout(100) });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
});

test("What was asked is on record, with service, action and region", async () => {
  const { account, balancing, watching } = await openAccount();
  await balancing.send(allBalancers);
  await watching.send(someMetric);
  expect(account.calls()).toMatchObject([
    { service: "elasticloadbalancing", action: "DescribeLoadBalancers", region: REGION },
    { service: "cloudwatch", action: "GetMetricData", region: REGION },
  ]);
});
