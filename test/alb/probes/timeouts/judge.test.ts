import { describe, expect, it } from "vitest";
import type { ServerAnswer } from "../../../../src/alb/fields/field-builders.ts";
import type { Gathered, GatheredGroup } from "../../../../src/alb/probes/timeouts/gather.ts";
import { judgeTimeouts } from "../../../../src/alb/probes/timeouts/judge.ts";

const node: ServerAnswer = { kind: "Node.js http (v8 - v18)", closes: { how: "default" } };

const group = (name: string, more: Partial<GatheredGroup> = {}): GatheredGroup => ({
  name,
  targetType: "ip",
  protocolVersion: "HTTP1",
  port: 8080,
  deregistrationDelaySeconds: 300,
  arn: null,
  protocol: "HTTP",
  algorithm: "round_robin",
  slowStartSeconds: 0,
  ...more,
});
const lambda = group("resize", { targetType: "lambda", protocolVersion: null, port: null });
const grpc = group("orders", { protocolVersion: "GRPC" });

const judge = (
  targetGroups: readonly GatheredGroup[],
  path: readonly ServerAnswer[] = [node],
  more: Partial<Gathered> = {},
) => {
  const attributes = { "idle_timeout.timeout_seconds": "60" };
  const read = { attributes, targetGroups, tags: {}, responses: null };
  const known = { name: "shop", arn: "arn", problems: [], ...read };
  return judgeTimeouts({ ...known, ...more }, path, 10);
};

describe("targets without HTTP/1.1 keep-alive", () => {
  it("cannot race when all of them are Lambda functions", () => {
    const seen = judge([lambda]);
    expect(seen.finding).toBe("long-enough");
    expect(seen.says).toContain("impossible");
    expect(seen.details.join()).not.toContain("keepAliveTimeout");
  });

  it("are named when only some are Lambda functions, and the others are judged", () => {
    const seen = judge([group("web"), lambda]);
    expect(seen.finding).toBe("too-short");
    expect(seen.details.join("\n")).toMatch(/Lambda targets cannot race.*: resize\./);
  });

  it("are not judged by HTTP/1.1 timers when all speak gRPC or HTTP/2", () => {
    expect(judge([grpc])).toMatchObject({ finding: "unknown" });
    expect(judge([grpc]).says).toContain("speaks gRPC to its targets");
    const http2 = group("web2", { protocolVersion: "HTTP2" });
    expect(judge([http2]).says).toContain("speaks HTTP/2 to its targets");
  });

  it("are named as not judged when only some speak gRPC", () => {
    const seen = judge([group("web"), grpc]);
    expect(seen.finding).toBe("too-short");
    expect(seen.details.join("\n")).toMatch(/Not judged.*: orders\./);
  });
});

describe("the evidence", () => {
  it("is unknown, not a guess, when no server was described", () => {
    expect(judge([group("web")], []).finding).toBe("unknown");
  });

  it("can be stored and read back unchanged", () => {
    const seen = judge([group("web"), lambda]);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  });

  it("does not say a sentence twice", () => {
    const says = "elasticloadbalancing:DescribeLoadBalancerAttributes was not read: access denied.";
    const action = "elasticloadbalancing:DescribeLoadBalancerAttributes" as const;
    const seen = judge([], [node], { attributes: null, problems: [{ action, says }] });
    expect(seen.says).toContain(says);
    expect(seen.details).not.toContain(says);
  });

  it("says which target groups were not read in full", () => {
    const many = Array.from({ length: 12 }, (_, index) => group(`web-${index}`));
    expect(judge(many).details.join()).toContain("Of 12 target groups only the first 10");
  });
});
