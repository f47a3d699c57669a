import { expect, test } from "vitest";
import type { Evidence } from "#flow";
import {
  connectRefused,
  deployBurst,
  noTargets,
  quietScene,
  silentTargets,
  steadyTrickle,
  targetErrors,
  targetsDown,
  tlsFailures,
} from "../../../../lab/alb/scenes.ts";
import { contextOf, lookBy, MINUTE, NOW, options, shopWeb, stage } from "../stage.ts";

const hourAgo = NOW - 60 * MINUTE;
const rare = { from: hourAgo, share: 5e-5 };
const often = { from: hourAgo, share: 1e-3 };

test.each([
  ["a steady trickle", "keepalive-race", steadyTrickle(rare)],
  ["a rollout", "deploy", deployBurst({ from: hourAgo, to: hourAgo + 4 * MINUTE, share: 0.2 })],
  ["refused connections", "connect-refused", connectRefused(often)],
  ["failing TLS", "tls", tlsFailures(often)],
  ["an application that answers 5xx", "target-error", targetErrors(often)],
  ["all hosts down", "targets-down", targetsDown({ from: NOW - 5 * MINUTE, hosts: 2 })],
  ["no targets", "targets-down", noTargets({ from: hourAgo })],
  ["silent targets", "unclear", silentTargets(often)],
  ["nothing unusual", "quiet", quietScene()],
])("%s in the practice account: %s", async (_, finding, scene) => {
  const { accountFor } = await stage(scene);
  const { context, reports } = contextOf(shopWeb);
  const evidence = await lookBy("alb.pattern", { accountFor, options })(context);
  expect(evidence).toMatchObject({ finding, probe: "alb.pattern@1" });
  expect(evidence.details.join(" ")).not.toContain("not read");
  expect(reports.length).toBeGreaterThan(0);
  const chart = evidence.numbers.chart as { readonly failures502: readonly number[] };
  const drawn = chart.failures502.reduce((all, count) => all + count, 0);
  expect(drawn).toBe(evidence.numbers.failures502);
});

test("the questions are shown as AWS CLI lines, the metrics of a load balancer in a single one", async () => {
  const { accountFor, practice } = await stage(steadyTrickle(rare));
  const { queries } = await lookBy("alb.pattern", { accountFor, options })(
    contextOf(shopWeb).context,
  );
  expect(queries.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
    "aws elbv2 describe-load-balancers",
    "aws elbv2 describe-load-balancer-attributes",
    "aws elbv2 describe-target-groups",
    "aws elbv2 describe-target-health",
    "aws cloudwatch get-metric-data",
  ]);
  expect(practice.calls().filter(({ action }) => action === "GetMetricData")).toHaveLength(1);
});

test("many pages of datapoints make the same evidence as one", async () => {
  const whole = await stage(steadyTrickle(rare));
  const paged = await stage(steadyTrickle(rare), { pointsPerPage: 97 });
  const [one, many] = await Promise.all(
    [whole, paged].map(({ accountFor }) =>
      lookBy("alb.pattern", { accountFor, options })(contextOf(shopWeb).context),
    ),
  );
  expect(withoutCost(many)).toEqual(withoutCost(one));
  expect(paged.practice.calls().length).toBeGreaterThan(10);
});

test("the fact window decides how far it looks back", async () => {
  const { accountFor } = await stage(steadyTrickle(rare));
  const { context } = contextOf({ ...shopWeb, window: "1 hour" });
  const { numbers } = await lookBy("alb.pattern", { accountFor, options })(context);
  expect(numbers).toMatchObject({ windowStart: hourAgo, windowEnd: NOW, periodSeconds: 60 });
  expect(numbers).toMatchObject({ healthyMin: 2, unhealthyMax: 0, targets: 1 });
});

test("the newest minutes are left alone until CloudWatch has settled", async () => {
  const { accountFor } = await stage(quietScene());
  const settling = { ...options, metricSettleSeconds: 180 };
  const { numbers } = await lookBy("alb.pattern", { accountFor, options: settling })(
    contextOf(shopWeb).context,
  );
  expect(numbers.windowEnd).toBe(NOW - 3 * MINUTE);
});

test("metrics that may not be read are evidence without a finding, with the missing right", async () => {
  const { accountFor, practice } = await stage(steadyTrickle(rare));
  practice.faults.deny("cloudwatch:GetMetricData");
  const evidence = await lookBy("alb.pattern", { accountFor, options })(contextOf(shopWeb).context);
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain('"Action":"cloudwatch:GetMetricData"');
  expect(evidence.details).toEqual(["1 of 1 targets are healthy now (DescribeTargetHealth)."]);
});

test("target health that may not be read leaves the metrics' verdict, and says so", async () => {
  const { accountFor, practice } = await stage(steadyTrickle(rare));
  practice.faults.deny("elasticloadbalancing:DescribeTargetHealth");
  const evidence = await lookBy("alb.pattern", { accountFor, options })(contextOf(shopWeb).context);
  expect(evidence.finding).toBe("keepalive-race");
  expect(evidence.details.join(" ")).toContain("DescribeTargetHealth was not read");
});

test("an unknown load balancer is evidence that says where it was looked for", async () => {
  const { accountFor } = await stage();
  const { context } = contextOf({ loadBalancer: { name: "shop-wbe", region: "eu-central-1" } });
  const evidence = await lookBy("alb.pattern", { accountFor, options })(context);
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("eu-central-1");
});

test("the evidence says what the look cost", async () => {
  const { accountFor, practice } = await stage(steadyTrickle(rare));
  const { numbers, readings } = await lookBy("alb.pattern", { accountFor, options })(
    contextOf(shopWeb).context,
  );
  const [call] = practice.calls().filter(({ action }) => action === "GetMetricData");
  const asked = JSON.stringify(call?.json).split('"MetricStat"').length - 1;
  expect(numbers.cost).toEqual({ metricsBilled: asked, apiCalls: 5 });
  expect(readings.at(-1)?.value).toContain(`${asked} metrics billed`);
});

test("every cause is ruled on, and what is ruled out survives as sentences", async () => {
  const { accountFor } = await stage(steadyTrickle(rare));
  const evidence = await lookBy("alb.pattern", { accountFor, options })(contextOf(shopWeb).context);
  const causes = evidence.rulings ?? [];
  expect(causes.find(({ cause }) => cause === "idle-race")?.state).toBe("in");
  expect(causes.find(({ cause }) => cause === "connect-reset")?.state).toBe("out");
  expect(evidence.ruledOut).toContainEqual(
    expect.stringContaining("Connections that targets refuse are ruled out"),
  );
});

test("failures of one availability zone are told from those of all", async () => {
  const { accountFor } = await stage(steadyTrickle(often));
  const { numbers, details } = await lookBy("alb.pattern", { accountFor, options })(
    contextOf(shopWeb).context,
  );
  expect((numbers.places as readonly { name: string }[]).map(({ name }) => name)).toEqual([
    "eu-central-1a",
    "eu-central-1b",
  ]);
  expect(details.join(" ")).not.toContain("are in the zone");
});

function withoutCost(evidence: Evidence | undefined) {
  const { cost, ...numbers } = evidence?.numbers ?? {};
  return { ...evidence, numbers, readings: evidence?.readings.slice(0, -1) };
}
