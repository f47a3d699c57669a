import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Evidence } from "#flow";
import type { Claim } from "../../../src/engine/ports.ts";
import { leaseKeeper } from "../../../src/engine/worker/lease.ts";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import { bench, toLook } from "../parts.ts";
import { evidence } from "../runs.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

const seen: Evidence = { ...evidence("quiet"), facts: null };

it("a look ends when another worker has taken it, as after the store was away, and is recorded once", async () => {
  let isEnded = false;
  const first = await bench({
    probe: ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          isEnded = true;
          resolve(seen);
        });
      }),
  });
  const run = await toLook(first);
  await (await first.worker.take("show"))?.();
  const work = (await first.worker.take("work"))?.();
  first.pass(60_000);
  const other = Promise.withResolvers<Evidence>();
  const second = await bench({ instead: first, probe: () => other.promise });
  const taken = (await second.worker.take("work"))?.();
  await vi.advanceTimersByTimeAsync(10_000);
  await work;
  expect(isEnded).toBe(true);
  other.resolve(seen);
  await taken;
  const { log } = await first.engine.read(run);
  expect(log.filter(({ kind }) => kind === "observed")).toHaveLength(1);
});

it("a store that does not answer takes nothing from anybody", async () => {
  const claim: Claim = {
    ...{ run: "r1", key: "show", effect: { kind: "show" }, due: 0 },
    ...{ lease: "L1", attempts: 0, wanted: 1 },
  };
  const renew = () => Promise.reject(new StoreUnavailable("It is away."));
  const { stillMine, lost, stop } = leaseKeeper({ renew }, claim, () => 0, 30_000);
  expect(await stillMine()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lost.aborted).toBe(false);
  stop();
});
