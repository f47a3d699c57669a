import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createResolve, type ResolveLoadBalancer } from "../../../src/alb/resolve-load-balancer.ts";
import { company, type Watched } from "./company.ts";

let ended: AbortController;
let time: { now: number };
beforeEach(() => {
  ended = new AbortController();
  time = { now: 0 };
});
afterEach(() => ended.abort());

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));
const signal = AbortSignal.timeout(60_000);

/** A company of which all is known. */
async function known(): Promise<{ resolve: ResolveLoadBalancer; watched: Watched }> {
  const { accounts, watched } = company(soon);
  const resolve = createResolve({ accounts, clock: () => time.now });
  void resolve.keepFresh(ended.signal);
  const all = 12 + 11 * (2 + 2 * 37);
  await expect.poll(() => watched.asked.length).toBe(all);
  await soon();
  return { resolve, watched };
}

describe("while somebody types", () => {
  it.each([
    ["the beginning of a name", "svc-3-1", "svc-3-1 (team-3, eu-west-1)", 11],
    ["a part of a name", "-3-36", "svc-3-36 (team-3, eu-west-1)", 1],
    ["a DNS name", "svc-3-36-1.eu-west-1.elb", "svc-3-36 (team-3, eu-west-1)", 1],
    ["a host of a rule", "svc-3-36.exam", "svc-3-36 (team-3, eu-west-1): svc-3-36.example", 1],
    ["an Ingress", "web/svc-3-36", "svc-3-36 (team-3, eu-west-1): web/svc-3-36-ingress", 1],
  ])("is offered what has %s, with account and region", async (_, typed, label, count) => {
    const { resolve } = await known();
    const { found, unread } = await resolve.suggest(typed, signal);
    expect(found.map((one) => one.label)[0]).toBe(label);
    expect(found).toHaveLength(count);
    expect(unread).toEqual(["team-11"]);
    expect(await resolve(found[0]?.typed ?? "", signal)).toMatchObject({ kind: "found" });
  });

  it("is offered a few of all where nothing is typed yet, and nothing where nothing fits", async () => {
    const { resolve } = await known();
    expect((await resolve.suggest("", signal)).found).toHaveLength(25);
    expect((await resolve.suggest("elsewhere", signal)).found).toEqual([]);
  });

  it("asks AWS nothing for a minute, however much is typed, and then lists alone, once", async () => {
    const { resolve, watched } = await known();
    const before = watched.asked.length;
    time.now = 59_999;
    for (const typed of ["s", "sv", "svc"]) await resolve.suggest(typed, signal);
    expect(watched.asked).toHaveLength(before);
    time.now = 60_000;
    await resolve.suggest("svc", signal);
    await resolve.suggest("svc-", signal);
    expect(watched.asked).toHaveLength(before + 12);
  });

  it("waits for no account when there is something to offer", async () => {
    const { accounts } = company(soon);
    const mute = {
      ...accounts[0],
      ask: () => new Promise<never>(() => {}),
    } as (typeof accounts)[0];
    const resolve = createResolve({ accounts: [...accounts.slice(0, 2), mute], clock: () => 0 });
    await resolve("svc-1-1", AbortSignal.timeout(50));
    expect((await resolve.suggest("svc-1-1", signal)).found).not.toEqual([]);
  });
});

it("reads a company a few accounts at a time, and a name by its host or Ingress", async () => {
  const { resolve, watched } = await known();
  expect(watched.most).toBeLessThanOrEqual(4);
  for (const typed of ["svc-3-36.example", "web/svc-3-36-ingress"])
    expect(await resolve(typed, signal)).toMatchObject({
      kind: "ambiguous",
      candidates: [{ name: "svc-3-36", account: "100000000003" }],
    });
});
