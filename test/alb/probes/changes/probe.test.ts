import { describe, expect, test } from "vitest";
import { createRandom } from "../../../../lab/alb/random.ts";
import { rollout } from "../../../../lab/alb/rollouts.ts";
import { quietScene } from "../../../../lab/alb/scenes.ts";
import type { TrailActor, TrailEvent } from "../../../../lab/aws/cloudtrail/record.ts";
import { openAccount } from "../../../../src/aws/account.ts";
import { contextOf, lookBy, MINUTE, NOW, options, REGION, shopWeb, stage } from "../stage.ts";

const arn = (resource: string) => `arn:aws:elasticloadbalancing:${REGION}:123456789012:${resource}`;
const web = arn("targetgroup/shop-web/73e2d6bc24d8a067");
const balancer = arn("loadbalancer/app/shop-web/50dc6c495c0c9188");
const alice: TrailActor = { kind: "role", name: "deployer", session: "alice@example.com" };
const ecs: TrailActor = { kind: "service", role: "ecsServiceRole", service: "ecs.amazonaws.com" };
const began = NOW - 60 * MINUTE;

const event = (at: number, name: string, request: object, by: TrailActor = alice): TrailEvent => ({
  at,
  name,
  by,
  request,
});
const targets = [{ id: "10.0.0.7", port: 3000 }];
const exchanged = [
  event(began, "RegisterTargets", { targetGroupArn: web, targets }),
  event(began + MINUTE, "DeregisterTargets", { targetGroupArn: web, targets }, ecs),
];
const scene = rollout(
  "blue-green",
  { from: began, to: NOW, hosts: 2, share: 0.05 },
  createRandom(4),
);

async function look(trail: readonly TrailEvent[], alarms = {}) {
  const { practice, accountFor } = await stage(trail === exchanged ? scene : quietScene(), {
    trail,
    lookupsPerSecond: 1_000,
    ...alarms,
  });
  const see = () => lookBy("alb.changes", { accountFor, options })(contextOf(shopWeb).context);
  return { practice, see };
}

test("a deploy is found with who registered and deregistered what, and when", async () => {
  const { see } = await look(exchanged);
  const evidence = await see();
  expect(evidence).toMatchObject({ probe: "alb.changes@1", finding: "deploy" });
  expect(evidence.details).toEqual([
    "14:00 UTC: deployer (alice@example.com) registered 1 target of shop-web.",
    "14:01 UTC: ecs.amazonaws.com through the role ecsServiceRole deregistered 1 target of shop-web.",
  ]);
  expect(evidence.numbers.changes).toHaveLength(2);
});

test("nothing of an access key reaches the evidence", async () => {
  const { see } = await look(exchanged);
  expect(JSON.stringify(await see())).not.toContain("ASIA");
});

test("calls about other load balancers and refused calls are left out", async () => {
  const { see } = await look([
    event(began, "DeregisterTargets", { targetGroupArn: arn("targetgroup/other/1"), targets }),
    event(began, "ModifyListener", { listenerArn: arn("listener/app/shop-web-2/9/1") }),
    {
      ...event(began, "DeregisterTargets", { targetGroupArn: web, targets }),
      error: "AccessDenied",
    },
  ]);
  expect((await see()).finding).toBe("none");
});

test("a setting is shown with its value", async () => {
  const attributes = [{ key: "idle_timeout.timeout_seconds", value: "400" }];
  const { see } = await look([
    event(began, "ModifyLoadBalancerAttributes", { loadBalancerArn: balancer, attributes }),
    event(began, "ModifyListener", {
      listenerArn: arn("listener/app/shop-web/50dc6c495c0c9188/1"),
    }),
  ]);
  expect((await see()).details).toContain(
    "14:00 UTC: deployer (alice@example.com) set idle_timeout.timeout_seconds=400 of the load balancer.",
  );
});

test("alarms that changed their state are shown", async () => {
  const { see } = await look([], {
    alarms: [
      {
        name: "shop-5xx",
        metric: "HTTPCode_ELB_5XX_Count",
        dimensions: { LoadBalancer: "app/shop-web/50dc6c495c0c9188" },
        history: [{ at: began, from: "OK", to: "ALARM" }],
      },
    ],
  });
  const reading = (await see()).readings.find(({ label }) => label.startsWith("Alarms"));
  expect(reading?.value).toBe("1, the last: shop-5xx at 14:00 UTC, Alarm updated from OK to ALARM");
});

describe("without permission", () => {
  test("to read CloudTrail, it is not known who changed what, and the missing right is said", async () => {
    const { practice, see } = await look(exchanged);
    practice.faults.deny("cloudtrail:LookupEvents");
    const evidence = await see();
    expect(evidence.finding).toBe("unclear");
    expect(evidence.details.join(" ")).toContain('"Action":"cloudtrail:LookupEvents"');
  });

  test("to read alarms, the rest stands", async () => {
    const { practice, see } = await look(exchanged);
    practice.faults.deny("cloudwatch:DescribeAlarmsForMetric");
    const evidence = await see();
    expect(evidence.finding).toBe("deploy");
    expect(evidence.details.join(" ")).toContain("cloudwatch:DescribeAlarmsForMetric was not read");
  });

  test("to read metrics, there is no finding", async () => {
    const { practice, see } = await look(exchanged);
    practice.faults.deny("cloudwatch:GetMetricData");
    expect((await see()).finding).toBeNull();
  });
});

test("CloudTrail is asked at most twice a second", async () => {
  // Calls that a busy machine keeps on their way arrive closer together than they were sent: the practice account minds none.
  const { practice } = await stage(quietScene(), { lookupsPerSecond: 9 });
  const { endpoint, credentials } = practice;
  const account = openAccount({ name: "practice", region: REGION, endpoint, credentials });
  const before = performance.now();
  for (let call = 0; call < 4; call++) await account.ask("cloudtrail:LookupEvents", {});
  expect(performance.now() - before).toBeGreaterThan(990);
  expect(practice.calls()).toHaveLength(4);
});
