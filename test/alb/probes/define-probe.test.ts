import { expect, it } from "vitest";
import type { FactsFor, NumbersOf } from "#language";
import type { LoadBalancerRef } from "../../../src/alb/fields/field-builders.ts";
import {
  type AlbLook,
  defineProbe,
  type LookResult,
  loadBalancerKind,
  seconds,
  unreadResult,
} from "../../../src/alb/probes/define-probe.ts";
import { frameProbe } from "../../../src/alb/probes/frame-probe.ts";
import { aNumber } from "../../../src/language/probes/numbers.ts";
import { sending } from "./sending.ts";
import { contextOf, options, shopWeb, stage } from "./stage.ts";

const tea = defineProbe({
  ...{ id: "alb.tea", version: 3, doing: "Steeping", role: "check" },
  needs: { loadBalancer: loadBalancerKind },
  takes: { steep: seconds },
  findings: ["strong", "weak"],
  numbers: { degrees: aNumber },
});

const facts: FactsFor<typeof tea> = { loadBalancer: { name: "shop", region: "eu-west-1" } };
const named: LoadBalancerRef = facts.loadBalancer;
const steep: number | undefined = facts.steep;
const numbers: NumbersOf<typeof tea> = { degrees: 96 };
// @ts-expect-error: what it steeps for is a number of seconds
const told: FactsFor<typeof tea> = { ...facts, steep: "long" };
// @ts-expect-error: degrees are a number
const kept: NumbersOf<typeof tea> = { degrees: "hot" };
// @ts-expect-error: it never declared that finding
const seen: LookResult<typeof tea> = { ...unreadResult("Cold."), finding: "spilt" };

it("is held by the compiler to the facts, findings and numbers that it declares", () => {
  expect([named.name, steep, numbers, told, kept, seen]).toHaveLength(6);
});

const looking = async (look: AlbLook<typeof tea>) => {
  const { accountFor } = await stage();
  const means = { accountFor, sending, options: { ...options, marginSeconds: 10 } };
  const probe = frameProbe({ ...tea, load: async () => ({ look }) }, means);
  return probe.look(contextOf({ ...shopWeb, steep: 180 }).context);
};

it("is given its facts, and what it asked of AWS stands in its evidence with what that cost", async () => {
  const evidence = await looking(async ({ facts, account, signal }) => {
    await account.ask("elasticloadbalancing:DescribeLoadBalancers", {}, signal);
    const says = `${facts.loadBalancer.name} for ${facts.steep} s`;
    return {
      ...unreadResult(says),
      finding: "strong",
      numbers: { degrees: 96 },
      queries: ["kettle"],
    };
  });
  expect(evidence).toMatchObject({ probe: "alb.tea@3", role: "check", finding: "strong" });
  expect(evidence).toMatchObject({ says: "shop-web for 180 s", facts: {} });
  expect(evidence.queries).toEqual([expect.stringMatching(/^aws elbv2 describe-load/), "kettle"]);
  expect(evidence.numbers).toEqual({ degrees: 96, cost: { apiCalls: 1, metricsBilled: 0 } });
});

it("that rejects is evidence that says so, with what was asked until then", async () => {
  const evidence = await looking(async ({ account, signal }) => {
    await account.ask("elasticloadbalancing:DescribeLoadBalancers", {}, signal);
    throw new Error("the pot is cracked");
  });
  expect(evidence).toMatchObject({ probe: "alb.tea@3", finding: null });
  expect(evidence.says).toContain("the pot is cracked");
  expect(evidence.queries).toHaveLength(1);
});
