import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { countsOf } from "../../lab/alb/counts.ts";
import { type Account as Lab, startAccount } from "../../lab/aws/account.ts";
import { loadBalancerAttributes, networkAttributes } from "../../lab/aws/attributes.ts";
import type { LoadBalancerResource, TargetGroupResource } from "../../lab/aws/estate.ts";
import type { ProbeContext } from "../../src/engine/ports.ts";
import type { Run } from "../../src/engine/run.ts";
import type { ServerAnswer } from "../../src/flow/fields.ts";
import { openAccount } from "../../src/probes/aws/account.ts";
import { timeouts } from "../../src/probes/timeouts.ts";

const region = "eu-west-1";
const calm = { counts: () => countsOf({}) };
let idleSeconds: number;
let tags: Record<string, string>;
let lab: Lab;

const group: TargetGroupResource = {
  name: "web",
  id: "73e2d6bc24d8a067",
  protocol: "HTTP",
  port: 3000,
  targetType: "ip",
  healthCheckPath: "/",
  tags: {},
  attributes: () => ({ "deregistration_delay.timeout_seconds": "120" }),
  targets: () => [],
  metrics: calm,
};

const balancer = (name: string, id: string, kind: "application" | "network") =>
  ({
    region,
    kind,
    name,
    id,
    scheme: "internal",
    dnsName: `${name}.invalid`,
    zones: ["eu-west-1a"],
    createdAt: new Date("2026-01-01T00:00:00Z"),
    get tags() {
      return tags;
    },
    attributes: () =>
      kind === "application"
        ? loadBalancerAttributes({ "idle_timeout.timeout_seconds": String(idleSeconds) })
        : networkAttributes(),
    listeners: [],
    targetGroups: kind === "application" ? [group] : [],
    metrics: calm,
  }) satisfies LoadBalancerResource;

beforeAll(async () => {
  lab = await startAccount({
    loadBalancers: [
      balancer("shop", "50dc6c495c0c9188", "application"),
      balancer("tcp", "7e9b04d1f2a3c658", "network"),
    ],
  });
});
afterAll(() => lab.close());
beforeEach(() => {
  idleSeconds = 60;
  tags = {};
  lab.faults.clear();
});

const node: ServerAnswer = {
  kind: "Node.js http (v20 late, v22 - v26)",
  closes: { how: "default" },
  port: 3000,
};
const nginx: ServerAnswer = {
  kind: "nginx (compiled default; Debian package conf sets none)",
  closes: { how: "read", seconds: 90, where: "nginx.conf:12" },
  keeps: { how: "default" },
};

function look(path: readonly ServerAnswer[], name = "shop", signal = new AbortController().signal) {
  const { endpoint, credentials } = lab;
  const account = openAccount({ name: "practice", region, endpoint, credentials });
  const probe = timeouts({ accountFor: () => account, marginSeconds: 10 });
  const facts = { loadBalancer: { name, region }, path };
  return probe({ run: { facts, visits: [] } as unknown as Run, signal } as unknown as ProbeContext);
}

test("leads with the verdict and both numbers", async () => {
  const seen = await look([node]);
  expect(seen.probe).toBe("alb.timeouts@1");
  expect(seen.finding).toBe("too-short");
  expect(seen.says).toMatch(
    /^Node\.js closes idle connections after 6 s; the load balancer keeps them for 60 s.*The next request on such a connection can fail\.$/,
  );
});

test("reads the load balancer's own value, not the default", async () => {
  idleSeconds = 4;
  expect((await look([{ ...node, closes: { how: "read", seconds: 30 } }])).finding).toBe(
    "long-enough",
  );
  idleSeconds = 31;
  expect((await look([{ ...node, closes: { how: "read", seconds: 30 } }])).finding).toBe("tie");
});

test("gives the source of each value: API field, file or table", async () => {
  const { readings } = await look([nginx, node]);
  const sources = new Map(readings.map(({ label, source }) => [label, source]));
  expect(sources.get("Load balancer's idle timeout")).toContain("idle_timeout.timeout_seconds");
  expect(sources.get("the load balancer → nginx")).toContain("nginx.conf:12");
  expect(sources.get("nginx → Node.js")).toMatch(
    /Node\.js: default: .*nginx towards it: default: nginx\.org/,
  );
});

test("shows what AWS said besides", async () => {
  const values = new Map((await look([node])).readings.map(({ label, value }) => [label, value]));
  expect(values.get("Load balancer's keep-alive towards clients")).toBe("1 h (3600 s)");
  expect(values.get("Target group web")).toContain(
    "HTTP1, port 3000, deregistration delay 2 min (120 s)",
  );
});

test("keeps the numbers that later probes need", async () => {
  const { numbers } = await look([nginx, node]);
  expect(numbers).toMatchObject({
    albIdleSeconds: 60,
    clientKeepAliveSeconds: 3600,
    links: [
      {
        client: "the load balancer",
        keepsSeconds: 60,
        server: "nginx",
        closesSeconds: 90,
        verdict: "long-enough",
      },
      {
        client: "nginx",
        keepsSeconds: 60,
        server: "Node.js",
        closesSeconds: 6,
        verdict: "too-short",
      },
    ],
    path: [nginx, node],
  });
});

test("names the exact change first, with what it brings with it", async () => {
  const [first] = (await look([node])).details;
  expect(first).toContain("server.keepAliveTimeout = 70000");
  expect(first).toContain("closeIdleConnections");
});

test("completes the command that lowers the load balancer's timeout with its ARN", async () => {
  const seen = await look([{ kind: "Granian", closes: { how: "default" } }]);
  expect(seen.details.join("\n")).toMatch(
    /cannot go above 60 s.*arn:aws:elasticloadbalancing:eu-west-1:\d+:loadbalancer\/app\/shop\/50dc6c495c0c9188.*Value=50/,
  );
});

test("says where a change by hand would be undone", async () => {
  tags = { "elbv2.k8s.aws/cluster": "prod", "ingress.k8s.aws/stack": "shop/web" };
  const seen = await look([node]);
  expect(seen.details.join("\n")).toMatch(
    /ingress shop\/web in the cluster prod.*puts back a change made by hand/,
  );
});

test("gives the measuring line for each port whose timeout is not known", async () => {
  const unknown = { how: "unknown" } as const;
  const seen = await look([
    { kind: nginx.kind, closes: unknown, keeps: { how: "default" } },
    { ...node, closes: unknown, port: 8081 },
  ]);
  expect(seen.finding).toBe("unknown");
  const lines = seen.details.filter((detail) => detail.includes("/dev/tcp/"));
  // The first server listens where the target group sends requests.
  expect(lines[0]).toContain("/dev/tcp/127.0.0.1/3000");
  expect(lines[1]).toContain("/dev/tcp/127.0.0.1/8081");
});

test("measures long enough to see past the load balancer's timeout", async () => {
  idleSeconds = 900;
  const seen = await look([{ ...node, closes: { how: "unknown" } }]);
  expect(seen.details.join("\n")).toContain("timeout 930 ");
});

test("shows each question as a line for the AWS CLI", async () => {
  const { queries } = await look([node]);
  expect(queries[0]).toBe("aws elbv2 describe-load-balancers --region eu-west-1 --names shop");
  expect(queries.map((line) => line.split(" ")[2])).toEqual([
    "describe-load-balancers",
    "describe-load-balancer-attributes",
    "describe-target-groups",
    "describe-tags",
    "describe-target-group-attributes",
  ]);
});

test("names the missing permission and still judges the links inside", async () => {
  lab.faults.deny("elasticloadbalancing:DescribeLoadBalancerAttributes");
  const seen = await look([nginx, node]);
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("elasticloadbalancing:DescribeLoadBalancerAttributes");
  expect(seen.details.join("\n")).toContain(
    "Node.js closes idle connections after 6 s; nginx keeps them for 60 s",
  );
  expect(seen.details.join("\n")).toContain("server.keepAliveTimeout = 70000");
  expect(seen.numbers.albIdleSeconds).toBeNull();
});

test("does without tags and target groups, and says what was not read", async () => {
  lab.faults.deny("elasticloadbalancing:DescribeTags");
  lab.faults.deny("elasticloadbalancing:DescribeTargetGroups");
  const seen = await look([node]);
  expect(seen.finding).toBe("too-short");
  expect(seen.details.filter((detail) => detail.includes("was not read"))).toHaveLength(2);
});

test("says that a load balancer is not there", async () => {
  const seen = await look([node], "no-such");
  expect(seen.finding).toBeNull();
  expect(seen.says).toMatch(/DescribeLoadBalancers found nothing by that name in eu-west-1/);
});

test("says that a network load balancer has no such timeout", async () => {
  const seen = await look([node], "tcp");
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("no Application Load Balancer");
});

test("is evidence, not an error, when its time is over", async () => {
  const stopped = AbortSignal.abort();
  const seen = await look([node], "shop", stopped);
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("could not be read");
});

test("stays on the load balancer that was asked for when it has an ARN", async () => {
  const before = lab.calls().length;
  const account = openAccount({ name: "practice", region, ...lab });
  const arn = `arn:aws:elasticloadbalancing:${region}:${lab.accountId}:loadbalancer/app/shop/50dc6c495c0c9188`;
  const facts = { loadBalancer: { name: "shop", region, arn }, path: [node] };
  const probe = timeouts({ accountFor: () => account, marginSeconds: 10 });
  const context = { run: { facts, visits: [] }, signal: new AbortController().signal } as unknown;
  expect((await probe(context as ProbeContext)).finding).toBe("too-short");
  const asked = lab.calls().slice(before);
  expect(asked.map(({ action }) => action)).not.toContain("DescribeLoadBalancers");
});
