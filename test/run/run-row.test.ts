import { expect, it } from "vitest";
import { alikeOf, subjectOf } from "../../src/run/run-row.ts";
import { small } from "../language/flows.ts";

const arn = (region: string, kind = "app") =>
  `arn:aws-cn:elasticloadbalancing:${region}:123456789012:loadbalancer/${kind}/orders-alb/50dc6c495c0c9188`;

it.each([
  [{ name: "orders-alb", region: "cn-north-1", arn: arn("cn-north-1") }],
  [{ name: "what was typed", region: "", arn: arn("cn-north-1") }],
  [{ name: " Orders-ALB", region: "cn-north-1", account: "123456789012" }],
])("%j is one and the same subject, fit to be read", (loadBalancer) => {
  expect(subjectOf(small, { loadBalancer })).toBe("orders-alb (cn-north-1, 123456789012)");
});

it("tells load balancers of one name in two accounts apart", () => {
  const other = arn("cn-north-1").replace("123456789012", "210987654321");
  const loadBalancer = { name: "orders-alb", region: "cn-north-1", arn: other };
  expect(subjectOf(small, { loadBalancer })).toBe("orders-alb (cn-north-1, 210987654321)");
});

it("keeps what cannot be taken apart, and is empty without a load balancer", () => {
  const odd = { name: "orders-alb", region: "eu-west-1", arn: "arn:odd" };
  expect(subjectOf(small, { loadBalancer: odd })).toBe("arn:odd");
  expect(subjectOf(small, { loadBalancer: { name: "Orders-alb", region: "" } })).toBe("orders-alb");
  expect(subjectOf(small, {})).toBe("");
});

it("takes a subject without an account for any of its name and region, and the other way round", () => {
  const bare = subjectOf(small, { loadBalancer: { name: "orders-alb", region: "eu-west-1" } });
  expect(alikeOf(bare)).toEqual({ begins: "orders-alb (eu-west-1, " });
  expect(alikeOf("orders-alb (eu-west-1, 123456789012)")).toEqual({ is: bare });
  expect([alikeOf(""), alikeOf("orders-alb"), alikeOf("arn:odd")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
