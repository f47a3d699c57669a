import { expect, it } from "vitest";
import type { LoadBalancerRef } from "#flow";
import { loadBalancerField } from "../../../src/alb/fields/load-balancer.ts";

const subjectOf = (answer: LoadBalancerRef) => loadBalancerField().subject?.(answer);

const arn = (region: string, kind = "app") =>
  `arn:aws-cn:elasticloadbalancing:${region}:123456789012:loadbalancer/${kind}/orders-alb/50dc6c495c0c9188`;

it.each([
  [{ name: "orders-alb", region: "cn-north-1", arn: arn("cn-north-1") }],
  [{ name: "what was typed", region: "", arn: arn("cn-north-1") }],
  [{ name: " Orders-ALB", region: "cn-north-1", account: "123456789012" }],
])("%j is one and the same subject, fit to be read", (loadBalancer) => {
  expect(subjectOf(loadBalancer)?.key).toBe("orders-alb (cn-north-1, 123456789012)");
});

it("tells load balancers of one name in two accounts apart", () => {
  const other = arn("cn-north-1").replace("123456789012", "210987654321");
  const loadBalancer = { name: "orders-alb", region: "cn-north-1", arn: other };
  expect(subjectOf(loadBalancer)?.key).toBe("orders-alb (cn-north-1, 210987654321)");
});

it("keeps what cannot be taken apart", () => {
  const odd = { name: "orders-alb", region: "eu-west-1", arn: "arn:odd" };
  expect(subjectOf(odd)?.key).toBe("arn:odd");
  expect(subjectOf({ name: "Orders-alb", region: "" })?.key).toBe("orders-alb");
});

it("takes a subject without an account for any of its name and region, and the other way round", () => {
  const bare = subjectOf({ name: "orders-alb", region: "eu-west-1" });
  const full = subjectOf({ name: "orders-alb", region: "eu-west-1", account: "123456789012" });
  expect(bare?.alike).toEqual({ begins: "orders-alb (eu-west-1, " });
  expect(full?.alike).toEqual({ is: bare?.key });
  expect(subjectOf({ name: "orders-alb", region: "" })?.alike).toBeUndefined();
});

it("does not fit without a name", () => {
  const { fits } = loadBalancerField();
  const field = { kind: "loadBalancer", label: "Which?" };
  expect(
    [{ name: " ", region: "eu-west-1" }, { name: "x" }, "x", null, []].map((one) =>
      fits(one, field),
    ),
  ).toEqual([false, false, false, false, false]);
});
