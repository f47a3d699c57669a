import {
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  LoadBalancerNotFoundException,
  paginateDescribeLoadBalancers,
  TargetGroupNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { clientsOf, openAccount } from "./account.ts";

const WEB =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-web/50dc6c495c0c9188";
const WEB_GROUP =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-web/73e2d6bc24d8a067";

test("Load balancers are found by name and by ARN", async () => {
  const { balancing } = await openAccount();
  const byName = await balancing.send(new DescribeLoadBalancersCommand({ Names: ["shop-web"] }));
  expect(byName.LoadBalancers).toHaveLength(1);
  expect(byName.LoadBalancers?.[0]).toMatchObject({
    LoadBalancerArn: WEB,
    LoadBalancerName: "shop-web",
    DNSName: "127.0.0.1",
    Type: "application",
    Scheme: "internet-facing",
    State: { Code: "active" },
    CreatedTime: new Date("2024-03-05T09:30:00Z"),
  });
  const byArn = new DescribeLoadBalancersCommand({ LoadBalancerArns: [WEB] });
  expect((await balancing.send(byArn)).LoadBalancers).toEqual(byName.LoadBalancers);
});

test("An unknown load balancer or target group is refused by AWS's name for it", async () => {
  const { balancing } = await openAccount();
  const byName = balancing.send(new DescribeLoadBalancersCommand({ Names: ["shop-wbe"] }));
  await expect(byName).rejects.toThrow(LoadBalancerNotFoundException);
  await expect(byName).rejects.toThrow("Load balancers '[shop-wbe]' not found");
  const attributes = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: `${WEB}0` });
  await expect(balancing.send(attributes)).rejects.toThrow(LoadBalancerNotFoundException);
  const health = new DescribeTargetHealthCommand({ TargetGroupArn: `${WEB_GROUP}0` });
  await expect(balancing.send(health)).rejects.toThrow(TargetGroupNotFoundException);
});

test("All load balancers are listed page by page, one of them for TCP", async () => {
  const { balancing } = await openAccount();
  const pages: (readonly (string | undefined)[])[] = [];
  for await (const page of paginateDescribeLoadBalancers({ client: balancing }, { PageSize: 2 }))
    pages.push(
      (page.LoadBalancers ?? []).map(({ LoadBalancerName: name, Type }) => `${name} ${Type}`),
    );
  expect(pages).toEqual([
    ["shop-web application", "shop-web-staging application"],
    ["shop-ingest network"],
  ]);
});

test("Another region of the account is empty", async () => {
  const { account } = await openAccount();
  const { balancing } = clientsOf(account, "us-east-1");
  expect((await balancing.send(new DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([]);
});

test("Target groups, their attributes and the health of their targets can be read", async () => {
  const { balancing } = await openAccount();
  const ofWeb = new DescribeTargetGroupsCommand({ LoadBalancerArn: WEB });
  const [group] = (await balancing.send(ofWeb)).TargetGroups ?? [];
  expect(group).toMatchObject({
    TargetGroupArn: WEB_GROUP,
    Protocol: "HTTP",
    Port: 3000,
    LoadBalancerArns: [WEB],
    HealthCheckPath: "/healthz",
    Matcher: { HttpCode: "200" },
  });
  const asked = { TargetGroupArn: WEB_GROUP };
  const { Attributes } = await balancing.send(new DescribeTargetGroupAttributesCommand(asked));
  expect(Attributes).toContainEqual({ Key: "deregistration_delay.timeout_seconds", Value: "300" });
  const health = await balancing.send(new DescribeTargetHealthCommand(asked));
  expect(health.TargetHealthDescriptions?.[0]).toMatchObject({
    Target: { Id: "127.0.0.1", Port: 3000 },
    TargetHealth: { State: "healthy" },
  });
});

test("The idle timeout attribute is that of the running load balancer, also after a change", async () => {
  const { balancing, setIdle } = await openAccount();
  const idle = async () => {
    const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: WEB });
    const { Attributes } = await balancing.send(command);
    return Attributes?.find(({ Key }) => Key === "idle_timeout.timeout_seconds")?.Value;
  };
  expect(await idle()).toBe("60");
  setIdle(4_000);
  expect(await idle()).toBe("4");
});

test("A listener and its default rule forward to the target group", async () => {
  const { balancing } = await openAccount();
  const ofWeb = new DescribeListenersCommand({ LoadBalancerArn: WEB });
  const [listener] = (await balancing.send(ofWeb)).Listeners ?? [];
  expect(listener).toMatchObject({
    Port: 8080,
    Protocol: "HTTP",
    DefaultActions: [{ Type: "forward", TargetGroupArn: WEB_GROUP, Order: 1 }],
  });
  const rules = new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn });
  expect((await balancing.send(rules)).Rules).toMatchObject([
    {
      Priority: "default",
      IsDefault: true,
      Conditions: [],
      Actions: [{ TargetGroupArn: WEB_GROUP }],
    },
  ]);
});

test("Tags tell who manages a load balancer", async () => {
  const { balancing } = await openAccount();
  const staging = new DescribeLoadBalancersCommand({ Names: ["shop-web-staging"] });
  const [{ LoadBalancerArn: arn = "" } = {}] = (await balancing.send(staging)).LoadBalancers ?? [];
  const tags = await balancing.send(new DescribeTagsCommand({ ResourceArns: [arn, WEB_GROUP] }));
  expect(tags.TagDescriptions).toEqual([
    {
      ResourceArn: arn,
      Tags: [
        { Key: "environment", Value: "staging" },
        { Key: "elbv2.k8s.aws/cluster", Value: "shop-staging" },
      ],
    },
    { ResourceArn: WEB_GROUP, Tags: [] },
  ]);
});

test("Nothing can be changed", async () => {
  const { balancing } = await openAccount();
  const create = balancing.send(new CreateLoadBalancerCommand({ Name: "new" }));
  await expect(create).rejects.toMatchObject({ name: "InvalidAction" });
});

test("A Lambda function is a target without a port, and without health checks", async () => {
  const id = "arn:aws:lambda:eu-central-1:123456789012:function:shop-newsletter";
  const target = { id, zone: "all", state: "unavailable" } as const;
  const { balancing } = await openAccount(undefined, {
    group: { targetType: "lambda", targets: () => [target] },
  });
  const asked = new DescribeTargetHealthCommand({ TargetGroupArn: WEB_GROUP });
  const { TargetHealthDescriptions } = await balancing.send(asked);
  expect(TargetHealthDescriptions).toEqual([
    {
      Target: { Id: id, AvailabilityZone: "all" },
      TargetHealth: { State: "unavailable" },
    },
  ]);
});
