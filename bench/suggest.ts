import { setTimeout as wait } from "node:timers/promises";
import { createResolve, type ResolveLoadBalancer } from "../src/alb/resolve-load-balancer.ts";
import { company } from "../test/alb/inventory/company.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

/** What AWS takes for an answer, in milliseconds. */
const latencyMs = 300;

/**
 * What the start form offers while somebody types, over twelve accounts with 400 load balancers, one of them closed, where each
 * question to AWS takes 300 ms: while the inventory is read for the first time, and when it is there.
 */
export async function benchSuggest(letters = 2_000): Promise<Measurement> {
  const { accounts, watched } = company(() => wait(latencyMs));
  const resolve = createResolve({ accounts, clock: Date.now });
  const ended = new AbortController();
  const began = performance.now();
  const first = resolve.suggest("svc-3-1", AbortSignal.timeout(1_000));
  void resolve.keepFresh(ended.signal);
  await first;
  const firstMs = performance.now() - began;
  const taken = await typing(resolve, letters);
  ended.abort();
  const p95 = taken.toSorted((one, other) => one - other)[Math.floor(letters * 0.95)] ?? 0;
  return {
    figures: {
      "first letter after the start, ms": Math.round(firstMs),
      "p95, ms": rounded(p95),
      "questions at a time": watched.most,
    },
    ratios: { "p95 to 300 ms": rounded(p95 / latencyMs) },
    aims: [{ of: "p95 to 300 ms", most: 1 }],
    notes: [
      "Twelve accounts with 37 load balancers each, one closed; every question takes 300 ms. The menu is answered from memory; the first letter after a start waits for the first lists.",
    ],
  };
}

/** How long each letter took. */
async function typing(resolve: ResolveLoadBalancer, letters: number): Promise<readonly number[]> {
  const words = ["svc-3-1", "3-36", "svc-10", ".eu-west-1.elb", "svc-1-2.example", "nothing"];
  const taken: number[] = [];
  for (let at = 0; at < letters; at += 1) {
    const word = words[at % words.length] ?? "";
    const since = performance.now();
    await resolve.suggest(word.slice(0, 1 + (at % word.length)), AbortSignal.timeout(1_000));
    taken.push(performance.now() - since);
  }
  return taken;
}
