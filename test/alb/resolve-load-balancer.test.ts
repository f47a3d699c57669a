import { expect, test } from "vitest";
import { createResolve } from "../../src/alb/resolve-load-balancer.ts";
import type { Account } from "../../src/aws/account.ts";
import { AwsProblem } from "../../src/aws/aws-problem.ts";
import type { Resolved } from "../../src/language/index.ts";
import { REGION, stage } from "./probes/stage.ts";

const signal = AbortSignal.timeout(20_000);

async function resolving(more: readonly Account[] = []) {
  const { account, practice } = await stage();
  const time = { now: 0 };
  const resolve = createResolve({ accounts: [account, ...more], clock: () => time.now });
  const listed = () => practice.calls().filter(({ action }) => action === "DescribeLoadBalancers");
  return { resolve: (typed: string) => resolve(typed, signal), practice, time, listed };
}

/** An account of which nothing can be read. */
const silent: Account = {
  name: "other",
  region: "eu-west-1",
  ask: async () => {
    throw new AwsProblem("denied", "Access denied.");
  },
};

/** An account whose load balancers come and go. */
function growing() {
  const made: string[] = [];
  const ask = async () => ({
    LoadBalancers: made.map((name) => ({
      LoadBalancerName: name,
      LoadBalancerArn: `arn:${name}`,
      Type: "application" as const,
    })),
  });
  const account: Account = { name: "growing", region: REGION, ask: ask as Account["ask"] };
  return { account, made, time: { now: 0 } };
}

function expectUnread(resolved: Resolved) {
  if (resolved.kind !== "unread") throw new Error(`It was ${resolved.kind}.`);
  return resolved;
}

const arn = `arn:aws:elasticloadbalancing:${REGION}:123456789012:loadbalancer/app/shop-web/50dc6c495c0c9188`;
const found = { kind: "found", answer: { name: "shop-web", region: REGION, arn } };

test.each(["shop-web", "SHOP-WEB", " “shop-web” ", arn, "127.0.0.1"])(
  "%s is the load balancer",
  async (typed) => {
    const { resolve } = await resolving();
    expect(await resolve(typed)).toEqual(found);
  },
);

test("a DNS name is found in a pasted URL", async () => {
  const { resolve } = await resolving();
  const url = `https://internal-shop-web-staging-2093471865.${REGION}.elb.amazonaws.com:443/cart?x=1`;
  expect(await resolve(url)).toMatchObject({ answer: { name: "shop-web-staging" } });
});

test("the beginning of one name is enough, that of two is ambiguous", async () => {
  const { resolve } = await resolving();
  expect(await resolve("shop-web-st")).toMatchObject({
    kind: "found",
    answer: { name: "shop-web-staging" },
  });
  const ambiguous = await resolve("shop-w");
  expect(ambiguous).toMatchObject({
    kind: "ambiguous",
    candidates: [{ name: "shop-web" }, { name: "shop-web-staging" }],
  });
});

test("an unknown name comes with similar ones and where they were looked for", async () => {
  const { resolve } = await resolving();
  expect(await resolve("shop-wbe")).toMatchObject({
    kind: "unknown",
    similar: [{ name: "shop-web" }],
    looked: `2 Application Load Balancers of AWS account “practice” in ${REGION}`,
  });
  expect(await resolve("payments")).toMatchObject({ kind: "unknown", similar: [] });
});

test("a Network Load Balancer is said to be none of ours", async () => {
  const { resolve } = await resolving();
  expect(await resolve("shop-ingest")).toMatchObject({
    kind: "unknown",
    looked: expect.stringContaining("is a Network Load Balancer"),
  });
});

test("nothing typed means nothing", async () => {
  const { resolve } = await resolving();
  expect(await resolve("  ")).toMatchObject({ kind: "unknown", similar: [] });
});

test("the inventory is read once a minute", async () => {
  const { resolve, time, listed } = await resolving();
  await resolve("shop-web");
  time.now = 59_999;
  await resolve("shop-web");
  expect(listed()).toHaveLength(1);
  time.now = 60_000;
  expect(await resolve("shop-web")).toEqual(found);
  expect(listed()).toHaveLength(2);
});

test("a load balancer that was made since the list was read is found in a new one", async () => {
  const { account, time, made } = growing();
  const resolve = createResolve({ accounts: [account], clock: () => time.now });
  expect(await resolve("shop-new", signal)).toMatchObject({ kind: "unknown" });
  made.push("shop-new");
  time.now = 60_000;
  expect(await resolve("shop-new", signal)).toMatchObject({ kind: "found" });
});

test("one that is gone since is not found in the old list", async () => {
  const { account, time, made } = growing();
  made.push("shop-old");
  const resolve = createResolve({ accounts: [account], clock: () => time.now });
  expect(await resolve("shop-old", signal)).toMatchObject({ kind: "found" });
  made.pop();
  time.now = 60_000;
  expect(await resolve("shop-old", signal)).toMatchObject({ kind: "unknown" });
});

test("when an old list cannot be read anew nothing is said to be missing, and a name is taken from it", async () => {
  const { resolve, time, practice } = await resolving();
  await resolve("shop-web");
  time.now = 60_000;
  practice.faults.deny("elasticloadbalancing:DescribeLoadBalancers");
  expect(await resolve("shop-new")).toMatchObject({
    kind: "unread",
    answer: { name: "shop-new" },
  });
  const { answer } = expectUnread(await resolve("shop-web-st"));
  expect(answer).toEqual({ name: "shop-web-staging", region: REGION });
  expect(await resolve("shop-w")).toMatchObject({ kind: "ambiguous" });
});

test("a list that is kept fresh is there for the first question", async () => {
  const ended = new AbortController();
  const { account, practice } = await stage();
  const resolve = createResolve({ accounts: [account], clock: () => 0 });
  void resolve.keepFresh(ended.signal);
  expect(await resolve("shop-web", signal)).toEqual(found);
  const listed = practice.calls().filter(({ action }) => action === "DescribeLoadBalancers");
  expect(listed).toHaveLength(1);
  ended.abort();
});

test("a list that fails is asked again by whoever asks", async () => {
  const { account, practice } = await stage();
  practice.faults.deny("elasticloadbalancing:DescribeLoadBalancers");
  const resolve = createResolve({ accounts: [account, silent], clock: () => 0 });
  const ended = new AbortController();
  const kept = resolve.keepFresh(ended.signal);
  await expect.poll(() => practice.calls().length).toBe(1);
  expect(await resolve("shop-web", signal)).toMatchObject({ kind: "unread" });
  ended.abort();
  await kept;
});

test("two questions at once read it once", async () => {
  const { resolve, listed } = await resolving();
  await Promise.all([resolve("shop-web"), resolve("shop-web-staging")]);
  expect(listed()).toHaveLength(1);
});

test("when AWS refuses, the run can start all the same", async () => {
  const { resolve, practice } = await resolving();
  practice.faults.deny("elasticloadbalancing:DescribeLoadBalancers");
  expect(await resolve("shop-web")).toMatchObject({
    kind: "unread",
    why: expect.stringContaining("elasticloadbalancing:DescribeLoadBalancers"),
    answer: { name: "shop-web", region: REGION },
  });
  expect(await resolve(arn)).toMatchObject({
    kind: "unread",
    answer: { arn, region: REGION },
  });
  expect(
    await resolve("http://internal-pay-2-2093471865.eu-west-3.elb.amazonaws.com/x"),
  ).toMatchObject({ answer: { name: "pay-2", region: "eu-west-3" } });
});

test("the signal ends the wait", async () => {
  const { account, practice } = await stage();
  practice.faults.inject("elasticloadbalancing:DescribeLoadBalancers", "hang");
  const resolve = createResolve({ accounts: [account], clock: () => 0 });
  const ending = new AbortController();
  const resolved = resolve("shop-web", ending.signal);
  ending.abort();
  expect(await resolved).toMatchObject({ kind: "unread", why: expect.stringContaining("in time") });
});

test("with one region unread an exact name is found, but the beginning of a name is asked back", async () => {
  const { resolve } = await resolving([silent]);
  expect(await resolve("shop-web")).toEqual(found);
  expect(await resolve("shop-web-st")).toMatchObject({
    kind: "ambiguous",
    candidates: [{ name: "shop-web-staging" }],
  });
});

test("an account that is closed is named, and keeps nobody from an answer about the others", async () => {
  const { resolve } = await resolving([silent]);
  expect(await resolve("payments")).toMatchObject({
    kind: "unknown",
    looked: expect.stringMatching(/of AWS account “practice”.*; not in other: Access denied/),
  });
  const there = `arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/app/pay/50dc6c495c0c9188`;
  expect(await resolve(there)).toMatchObject({ kind: "unread", answer: { arn: there } });
});
