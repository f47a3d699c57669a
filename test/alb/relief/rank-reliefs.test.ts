import { describe, expect, it } from "vitest";
import type { IdleAnswer, ServerAnswer } from "../../../src/alb/fields/field-builders.ts";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { judgeRelief } from "../../../src/alb/relief/rank-reliefs.ts";
import type { ReliefGroup, Situation } from "../../../src/alb/relief/situation.ts";
import type { Responses } from "../../../src/alb/remedies/cut-off-responses.ts";

const region = "eu-west-1";
const balancerArn = `arn:aws:elasticloadbalancing:${region}:1:loadbalancer/app/shop/1`;
const groupArn = `arn:aws:elasticloadbalancing:${region}:1:targetgroup/web/2`;
const nginx = "nginx";
const byDefault: IdleAnswer = { how: "default" };
const node: ServerAnswer = { kind: "Node.js http (v20 late, v22 - v26)", closes: byDefault };

const responses: Responses = {
  p99: 0.3,
  longest: 1.2,
  timedOut: 0,
  busiest: 60,
  over: "7 days",
};
const group = (more: Partial<ReliefGroup> = {}): ReliefGroup => ({
  arn: groupArn,
  name: "web",
  protocol: "HTTP",
  algorithm: "round_robin",
  slowStartSeconds: 0,
  targets: ["10.0.0.1", "10.0.0.2", "10.0.0.3"].map((id) => ({ id, port: 3000, isHealthy: true })),
  ...more,
});

const judge = (path: readonly ServerAnswer[], more: Partial<Situation> = {}) =>
  judgeRelief({
    suspected: "keepalive-race",
    links: pathLinks({ idleTimeoutSeconds: 60, servers: path }),
    balancer: { arn: balancerArn, idleTimeoutSeconds: 60, tags: {}, responses },
    groups: [group()],
    inferredSeconds: null,
    failing: [],
    made: null,
    changesFit: false,
    ...more,
  });
const slow = (longest: number) => ({
  balancer: {
    arn: balancerArn,
    idleTimeoutSeconds: 60,
    tags: {},
    responses: { ...responses, longest },
  },
});

describe("what relieves a race", () => {
  it("is a shorter idle timeout of the load balancer where no response takes that long", () => {
    const { finding, says, remedies } = judge([node]);
    expect(finding).toBe("lower-idle-timeout");
    expect(says).toMatch(
      /^This relieves now, and it is safe .*: lower the .* to 4 s\. .*took 1\.2 s/,
    );
    expect(remedies[0]).toMatchObject({
      lines: [expect.stringContaining(`--load-balancer-arn ${balancerArn} `)],
      undo: expect.stringMatching(/Value=60$/),
    });
  });

  it("is the server's own timeout where responses take longer", () => {
    const { finding, remedies, next } = judge([node], slow(9));
    expect(finding).toBe("raise-backend");
    expect(remedies.map(({ safety }) => safety)).toEqual(["safe", "safe", "unsafe"]);
    expect(next.join()).toContain("Not safe now: lower the load balancer's idle timeout to 4 s.");
  });

  it("may be to keep no connections, as far as targets bear it", () => {
    const once = (busiest: number, protocol = "HTTP") => {
      const balancer = { ...slow(1).balancer, responses: { ...responses, busiest } };
      const { remedies } = judge([node], { balancer, groups: [group({ protocol })] });
      return remedies.find(({ title }) => title.includes("use each connection once"));
    };
    expect(once(60)).toMatchObject({ safety: "safe" });
    expect(once(60)?.says).toContain("20 new connections a second on each of 3 healthy targets");
    expect(once(900)).toMatchObject({ safety: "careful" });
    expect(once(60_000)).toMatchObject({ safety: "unsafe" });
    expect(once(200, "HTTPS")).toMatchObject({ safety: "careful" });
  });

  it("can rest on what the access logs showed while nobody described the servers", () => {
    const { finding, says } = judge([], { inferredSeconds: 4.9 });
    expect(finding).toBe("lower-idle-timeout");
    expect(says).toMatch(/closes idle connections after 4\.9 s by the gaps in the access logs/);
  });

  it("is not known while neither is", () => {
    const { finding, says, remedies } = judge([]);
    expect([finding, remedies]).toEqual(["none", []]);
    expect(says).toContain("nobody described them yet");
  });

  it("is nothing where the order is right", () => {
    const safe = { ...node, closes: { how: "read", seconds: 90 } } as const;
    expect(judge([safe])).toMatchObject({ finding: "none", remedies: [] });
  });

  it("is never called safe when response times were not read", () => {
    const balancer = { ...slow(1).balancer, responses: null };
    const { remedies } = judge([node], { balancer });
    expect(remedies.map(({ safety }) => safety)).toEqual(["safe", "unknown", "unknown"]);
    expect(remedies[0]?.title).toContain("Let Node.js keep");
  });
});

describe("what relieves elsewhere", () => {
  const behind = [{ kind: nginx, closes: byDefault, keeps: byDefault }, node];

  it("of an inner race is the proxy's own timeout, and with care sending again", () => {
    const { finding, remedies } = judge(behind, { suspected: "inner-hop-race" });
    expect(finding).toBe("proxy-side");
    expect(remedies[0]?.lines.at(-1)).toBe("+ keepalive_timeout 4s;");
    const retry = remedies.find(({ lines }) => lines.join().includes("non_idempotent"));
    expect(retry).toMatchObject({ safety: "careful" });
    expect(retry?.costs.join()).toContain("is done twice");
  });

  const made = [
    { at: 0, kind: "deregister", what: "deregistered 2 targets of web", who: "the role eks-lbc" },
  ] as const;

  it("of failures with deploys is to hold them, by the one who makes them", () => {
    const { finding, remedies } = judge([node], { suspected: "deploy", made });
    expect(finding).toBe("hold-deploys");
    expect(remedies[0]?.says).toContain("the role eks-lbc deregistered 2 targets of web");
    expect(remedies[0]).toMatchObject({
      lines: ["kubectl rollout pause deployment/<name>"],
      undo: "kubectl rollout resume deployment/<name>",
    });
  });

  it("is to take back a setting that was just changed, and to ask first", () => {
    const set = { at: 0, kind: "settings", what: "set idle_timeout", who: "ana" } as const;
    const { remedies } = judge([node], { made: [set] });
    const back = remedies.find(({ title }) => title.startsWith("Take back what ana changed"));
    expect(back).toMatchObject({ safety: "careful" });
  });

  const failing = [
    { group: "web", target: "10.0.0.2:3000", failures: 45 },
    { group: "web", target: "10.0.0.1:3000", failures: 2 },
  ];

  it("is to take out the one target that fails, with the command that brings it back", () => {
    const { remedies } = judge([], { suspected: "target-error", failing });
    expect(remedies[0]).toMatchObject({
      title: "Take 10.0.0.2:3000 out of web",
      lines: [
        `aws elbv2 deregister-targets --region ${region} --target-group-arn ${groupArn} --targets Id=10.0.0.2,Port=3000`,
      ],
      undo: expect.stringContaining("register-targets"),
    });
    expect(remedies[0]?.says).toMatch(/45 of 47 failures.*2 healthy targets are left.*50 % more/);
  });

  it("looks an instance up by its address, rather than take another one out", () => {
    const targets = [{ id: "i-1", port: 3000, isHealthy: true }];
    const groups = [group({ targets: [...targets, { id: "i-2", port: 3000, isHealthy: true }] })];
    const { remedies } = judge([], { suspected: "target-error", failing, groups });
    expect(remedies[0]?.lines).toEqual([
      expect.stringMatching(/describe-instances .*Values=10\.0\.0\.2 /),
      expect.stringContaining("Id=<instance id>,Port=3000"),
    ]);
    expect(remedies[0]?.says).toContain("One healthy target is left");
  });

  it("is nothing for a target that is gone", () => {
    const targets = [{ id: "10.0.0.9", port: 3000, isHealthy: true }];
    const groups = [group({ targets })];
    expect(judge([], { suspected: "target-error", failing, groups }).remedies).toEqual([]);
  });

  it("is not to take the last healthy target out", () => {
    const targets = [{ id: "10.0.0.2", port: 3000, isHealthy: true }];
    const { remedies } = judge([], {
      suspected: "target-error",
      failing: failing.slice(0, 1),
      groups: [group({ targets })],
    });
    expect(remedies[0]).toMatchObject({ safety: "unsafe" });
  });

  it("recommends nothing where failures are on all targets alike and nothing was changed", () => {
    const alike = failing.map((one) => ({ ...one, failures: 20 }));
    const { finding, remedies, says } = judge([], { suspected: "target-error", failing: alike });
    expect([finding, remedies]).toEqual(["none", []]);
    expect(says).toContain("Nothing in the evidence points at what would relieve");
  });

  it("holds no deploy where targets come and go though nobody registers any", () => {
    expect(judge([], { suspected: "deploy", made: [] }).remedies).toEqual([]);
    expect(judge([], { suspected: "deploy", made: null }).finding).toBe("hold-deploys");
  });
});

it("never recommends what is not known to be safe", () => {
  const responsesUnread = { ...slow(1).balancer, responses: null };
  const { finding, says } = judge([], { inferredSeconds: 5, balancer: responsesUnread });
  expect(finding).toBe("none");
  expect(says).toMatch(/^This would relieve, but it is not known to be safe: lower the/);
});
