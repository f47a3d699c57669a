import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { nginx, node, type Practice, region, startPractice } from "./practice.ts";

let practice: Practice;

beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());
beforeEach(() => practice.reset());

const look: Practice["look"] = (...asked) => practice.look(...asked);

test("leads with the verdict and both numbers", async () => {
  const seen = await look([node]);
  expect(seen.probe).toBe("alb.timeouts@1");
  expect(seen.finding).toBe("too-short");
  expect(seen.says).toMatch(
    /^Node\.js closes idle connections after 6 s; the load balancer keeps them for 60 s.*The next request on such a connection can fail\.$/,
  );
});

test("reads the load balancer's own value, not the default", async () => {
  practice.balancer.idleSeconds = 4;
  expect((await look([{ ...node, closes: { how: "read", seconds: 30 } }])).finding).toBe(
    "long-enough",
  );
  practice.balancer.idleSeconds = 31;
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
        clientKeepsSeconds: 60,
        server: "nginx",
        serverClosesSeconds: 90,
        verdict: "long-enough",
        marginSeconds: 30,
      },
      {
        client: "nginx",
        clientKeepsSeconds: 60,
        server: "Node.js",
        serverClosesSeconds: 6,
        verdict: "too-short",
        marginSeconds: -54,
      },
    ],
    path: [nginx, node],
  });
});

test("says where a change by hand would be undone", async () => {
  practice.balancer.tags = { "elbv2.k8s.aws/cluster": "prod", "ingress.k8s.aws/stack": "shop/web" };
  const seen = await look([node]);
  expect(seen.next?.join("\n")).toMatch(
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
  const lines = (seen.next ?? []).filter((one) => one.includes("/dev/tcp/"));
  // The first server listens where the target group sends requests.
  expect(lines[0]).toContain("/dev/tcp/127.0.0.1/3000");
  expect(lines[1]).toContain("/dev/tcp/127.0.0.1/8081");
});

test("measures long enough to see past the load balancer's timeout", async () => {
  practice.balancer.idleSeconds = 900;
  const seen = await look([{ ...node, closes: { how: "unknown" } }]);
  expect(seen.next?.join("\n")).toContain("timeout 930 ");
});

test("shows each question as a line for the AWS CLI", async () => {
  const { queries } = await look([node]);
  expect(queries[0]).toBe("aws elbv2 describe-load-balancers --region eu-west-1 --names shop");
  expect(queries.map((line) => line.split(" ")[2])).toEqual([
    "describe-load-balancers",
    "describe-load-balancer-attributes",
    "describe-target-groups",
    "describe-tags",
    "get-metric-data",
    "describe-target-group-attributes",
  ]);
});

test("names the missing permission and still judges the links inside", async () => {
  practice.lab.faults.deny("elasticloadbalancing:DescribeLoadBalancerAttributes");
  const seen = await look([nginx, node]);
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("elasticloadbalancing:DescribeLoadBalancerAttributes");
  expect(seen.details.join("\n")).toContain(
    "Node.js closes idle connections after 6 s; nginx keeps them for 60 s",
  );
  expect(JSON.stringify(seen.remedies)).toContain("server.keepAliveTimeout = 70000");
  expect(seen.numbers.albIdleSeconds).toBeNull();
});

test("does without tags and target groups, and says what was not read", async () => {
  practice.lab.faults.deny("elasticloadbalancing:DescribeTags");
  practice.lab.faults.deny("elasticloadbalancing:DescribeTargetGroups");
  const seen = await look([node]);
  expect(seen.finding).toBe("too-short");
  expect(seen.details.filter((detail) => detail.includes("was not read"))).toHaveLength(2);
});

test("says that a load balancer is not there", async () => {
  const seen = await look([node], { name: "no-such", region });
  expect(seen.finding).toBeNull();
  expect(seen.says).toMatch(/DescribeLoadBalancers found nothing by that name in eu-west-1/);
});

test("says that a network load balancer has no such timeout", async () => {
  const seen = await look([node], { name: "tcp", region });
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("no Application Load Balancer");
});

test("is evidence, not an error, when its time is over", async () => {
  const stopped = AbortSignal.abort();
  const seen = await look([node], { name: "shop", region }, stopped);
  expect(seen.finding).toBeNull();
  expect(seen.says).toContain("could not be read");
});

test("stays on the load balancer that was asked for when it has an ARN", async () => {
  const { lab } = practice;
  const before = lab.calls().length;
  const arn = `arn:aws:elasticloadbalancing:${region}:${lab.accountId}:loadbalancer/app/shop/50dc6c495c0c9188`;
  expect((await look([node], { name: "shop", region, arn })).finding).toBe("too-short");
  const asked = lab.calls().slice(before);
  expect(asked.map(({ action }) => action)).not.toContain("DescribeLoadBalancers");
});
