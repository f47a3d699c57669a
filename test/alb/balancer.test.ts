import { expect, test } from "vitest";
import { readBalancer } from "../../src/alb/balancer.ts";
import { REGION, stage } from "./probes/stage.ts";

const signal = AbortSignal.timeout(20_000);

test("a load balancer of which only the name was typed is read by that", async () => {
  const { account } = await stage();
  expect((await readBalancer(account, { name: "shop-web" }, signal)).arn).toContain("/shop-web/");
});

test.each(["shop-nope", "shop web.example", "a-name-that-is-longer-than-aws-takes-one"])(
  "%s is said not to be there, by its name and region",
  async (name) => {
    const { account } = await stage();
    await expect(readBalancer(account, { name }, signal)).rejects.toMatchObject({
      kind: "not-found",
      message: expect.stringContaining(
        `There is no Application Load Balancer named ${name} in ${REGION}.`,
      ),
    });
  },
);

test("an ARN that AWS no longer knows is said so by its name", async () => {
  const { account } = await stage();
  const arn = `arn:aws:elasticloadbalancing:${REGION}:123456789012:loadbalancer/app/shop-web/0000000000000000`;
  await expect(readBalancer(account, { arn, name: "shop-web" }, signal)).rejects.toMatchObject({
    message: expect.stringContaining("named shop-web"),
  });
});

test("an answer that fails otherwise is told as it is", async () => {
  const { account, practice } = await stage();
  practice.faults.deny("elasticloadbalancing:DescribeLoadBalancers");
  await expect(readBalancer(account, { name: "shop-web" }, signal)).rejects.toMatchObject({
    kind: "denied",
  });
});
