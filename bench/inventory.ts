import { setTimeout as pause } from "node:timers/promises";
import { createResolve } from "../src/alb/resolve-load-balancer.ts";
import type { Account, AskAws } from "../src/aws/account.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

const sizes = [10, 100, 1_000, 10_000] as const;
const roundTripMs = 30;
/** As AWS pages them. */
const page = 400;

/** From a typed name to its load balancer in accounts of so many, 30 ms a call, as the first who asks waits for it. */
export async function benchInventory(): Promise<Measurement> {
  const taken: (readonly [number, number])[] = [];
  await resolved(10);
  for (const size of sizes) taken.push([size, await resolved(size)]);
  const ms = new Map(taken);
  const at = (size: number) => ms.get(size) ?? Number.NaN;
  return {
    figures: Object.fromEntries(
      taken.map(([size, one]) => [`resolved among ${size}, ms`, rounded(one)]),
    ),
    ratios: { at1000: rounded(at(1_000) / at(10)) },
    aims: [{ of: "at1000", most: 4 }],
    growth: { work: "load balancers", cost: "a name resolved, ms", points: taken },
    notes: [`AWS gives ${page} with each call, one call after the other.`],
  };
}

async function resolved(size: number): Promise<number> {
  const resolve = createResolve({ accounts: [accountOf(size)], clock: Date.now });
  const began = performance.now();
  const { kind } = await resolve(`team-${size - 1}-web`, AbortSignal.timeout(60_000));
  if (kind !== "found") throw new Error(`The load balancer was ${kind}.`);
  return performance.now() - began;
}

function accountOf(size: number): Account {
  const ask = (async (_: string, { Marker = "0" }: { readonly Marker?: string }) => {
    await pause(roundTripMs);
    const from = Number(Marker);
    const to = Math.min(size, from + page);
    const LoadBalancers = Array.from({ length: to - from }, (_, at) => balancer(from + at));
    return { LoadBalancers, ...(to < size ? { NextMarker: String(to) } : {}) };
  }) as unknown as AskAws;
  return { name: "practice", region: "eu-west-1", ask };
}

const balancer = (nth: number) => ({
  LoadBalancerName: `team-${nth}-web`,
  LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/team-${nth}-web/${nth}`,
  DNSName: `team-${nth}-web-1.eu-west-1.elb.amazonaws.com`,
  Type: "application",
  AvailabilityZones: [],
});
