import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startHealthChecks } from "../../../lab/alb/health.ts";

const closing: (() => unknown)[] = [];

afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

/** A target that answers its checks with these statuses, one after the other and the last for good; and what was counted at each. */
async function checked(statuses: readonly number[]): Promise<readonly string[]> {
  const left = [...statuses];
  const target = createServer((_request, response) => {
    response.writeHead((left.length > 1 ? left.shift() : left[0]) ?? 200).end();
  });
  target.listen(0, "127.0.0.1");
  await once(target, "listening");
  closing.push(() => target.close());
  const counted: string[] = [];
  const { port } = target.address() as AddressInfo;
  const health = startHealthChecks({
    port,
    intervalMs: 1,
    count: ({ healthyHosts }) => counted.push(healthyHosts?.max === 1 ? "healthy" : "unhealthy"),
  });
  closing.push(health.stop);
  await expect.poll(() => counted.length, { interval: 2, timeout: 5_000 }).toBeGreaterThan(9);
  return counted.slice(0, 10);
}

test("A target is unhealthy after two bad checks, and healthy again after five good ones", async () => {
  const [before, bad, still] = [["healthy"], ["healthy", "unhealthy"], "unhealthy"];
  expect(await checked([200, 500, 500, 200])).toEqual([
    ...before,
    ...bad,
    ...Array(4).fill(still),
    ...Array(3).fill("healthy"),
  ]);
});

test("A bad check among the good ones begins the five anew", async () => {
  expect((await checked([500, 500, 200, 200, 200, 200, 500, 200])).slice(1)).toEqual(
    Array(9).fill("unhealthy"),
  );
});
