import { expect, it } from "vitest";
import { subjectOf } from "../../src/engine/row.ts";
import { small } from "../flow/flows.ts";

const arn = (region: string, kind = "app") =>
  `arn:aws-cn:elasticloadbalancing:${region}:123456789012:loadbalancer/${kind}/orders-alb/50dc6c495c0c9188`;

it.each([
  [{ name: "orders-alb", region: "cn-north-1", arn: arn("cn-north-1") }],
  [{ name: "orders-alb", region: "cn-north-1" }],
  [{ name: " Orders-ALB", region: "cn-north-1" }],
  [{ name: "what was typed", region: "", arn: arn("cn-north-1") }],
  [{ name: "orders-alb", region: "cn-north-1", account: "123456789012" }],
])("%j is one and the same subject, fit to be read", (loadBalancer) => {
  expect(subjectOf(small, { loadBalancer })).toBe("orders-alb (cn-north-1)");
});

it("keeps what cannot be taken apart, and is empty without a load balancer", () => {
  const odd = { name: "orders-alb", region: "eu-west-1", arn: "arn:odd" };
  expect(subjectOf(small, { loadBalancer: odd })).toBe("arn:odd");
  expect(subjectOf(small, { loadBalancer: { name: "orders-alb", region: "" } })).toBe("orders-alb");
  expect(subjectOf(small, {})).toBe("");
});
