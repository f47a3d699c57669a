import { expect, test } from "vitest";
import type { Evidence } from "#flow";
import type { AlarmResource } from "../../../../lab/aws/cloudwatch/alarms.ts";
import { contextOf, lookBy, shopWeb, stage, visitWith } from "../stage.ts";

const alarm = (metric: string, actions: readonly string[]): AlarmResource => ({
  name: "shop-web-5xx",
  metric,
  dimensions: { LoadBalancer: "app/shop-web/50dc6c495c0c9188" },
  history: [],
  actions,
});
const pager = ["arn:aws:sns:eu-central-1:123456789012:pager"];
const agreed = { visits: [visitWith("alb.timeouts@1", { albIdleSeconds: 60 })] };

async function read(alarms: readonly AlarmResource[] = [], run = {}, logging = {}) {
  const { practice, accountFor } = await stage(undefined, { alarms, ...logging });
  const look = () => lookBy("alb.follow-ups", { accountFor })(contextOf(shopWeb, run).context);
  return { practice, look };
}

const holding = ({ checks = [] }: Evidence) =>
  Object.fromEntries(checks.map(({ check, holds }) => [check, holds]));

test("an alarm that tells someone, the agreed idle timeout and access logs: all is done", async () => {
  const { look } = await read([alarm("HTTPCode_ELB_5XX_Count", pager)], agreed, {
    accessLogs: { bucket: "shop-logs", prefix: "" },
  });
  const evidence = await look();
  expect(evidence).toMatchObject({ finding: "all", probe: "alb.follow-ups@1" });
  expect(evidence.details).toEqual([
    "The alarm shop-web-5xx watches HTTPCode_ELB_5XX_Count.",
    "The idle timeout is 60 s (idle_timeout.timeout_seconds), as when this run compared the timeouts.",
    "Access logs go to the bucket shop-logs (access_logs.s3.enabled).",
  ]);
  expect(evidence.queries.join("\n")).toMatch(/describe-alarms-for-metric/);
});

test("an alarm on 502s alone counts as well, and one that tells nobody does not", async () => {
  const only = await read([alarm("HTTPCode_ELB_502_Count", pager)]);
  expect(holding(await only.look()).alarm).toBe(true);
  const silent = await (await read([alarm("HTTPCode_ELB_5XX_Count", [])])).look();
  expect(holding(silent).alarm).toBe(false);
  expect(silent.details[0]).toContain("no action that tells anyone");
});

test("without an alarm, and with another idle timeout than agreed: what was read is said", async () => {
  const other = { visits: [visitWith("alb.timeouts@1", { albIdleSeconds: 50 })] };
  const evidence = await (await read([], other)).look();
  expect(holding(evidence)).toMatchObject({ alarm: false, "idle-timeout": false });
  expect(evidence.details[0]).toContain("No CloudWatch alarm watches");
  expect(evidence.details[1]).toContain("is 60 s (idle_timeout.timeout_seconds); it was 50 s");
  expect(evidence.details[2]).toContain("Access logs are off");
  expect(evidence.finding).toBe("none");
});

test("what the run never read cannot have been agreed on", async () => {
  const evidence = await (await read()).look();
  expect(holding(evidence)["idle-timeout"]).toBeNull();
  expect(evidence.details[1]).toContain("nothing to compare with");
});

test("what AWS refuses is unknown, with the missing permission, and the rest is read", async () => {
  const { practice, look } = await read([alarm("HTTPCode_ELB_5XX_Count", pager)], agreed);
  practice.faults.deny("cloudwatch:DescribeAlarmsForMetric");
  const evidence = await look();
  expect(holding(evidence)).toMatchObject({ alarm: null, "idle-timeout": true });
  expect(evidence.details[0]).toContain("cloudwatch:DescribeAlarmsForMetric");
  practice.faults.deny("elasticloadbalancing:DescribeLoadBalancers");
  const nothing = await look();
  expect(nothing.finding).toBeNull();
  expect(nothing.says).toContain("elasticloadbalancing:DescribeLoadBalancers");
});
