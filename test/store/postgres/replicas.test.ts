import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Claim, Store } from "../../../src/engine/ports.ts";
import { change, probe, show, started } from "../contract/samples.ts";
import { databases, missing } from "../server/databases.ts";
import { replicas } from "../server/stores.ts";

const hour = 3_600_000;

describe.skipIf(missing)("replicas that share a PostgreSQL database", () => {
  const { make, makeBare } = databases();
  const open = replicas();

  it("agree on leases and due times however far their clocks are apart", async () => {
    const url = await make();
    const [early, late] = [() => Date.now() - hour, () => Date.now() + hour];
    await using behind = await open(url, { clock: early });
    await using ahead = await open(url, { clock: late });
    await started(behind, "r1", [show("r1", early()), probe("r1", "a#1", early() + 60_000)]);
    const claim = await behind.claim(early(), 30_000, "L1");
    expect(claim).toMatchObject({ key: "show" });
    expect(await ahead.claim(late(), 30_000, "L2")).toBeUndefined();
    for (const [store, clock] of [
      [behind, early],
      [ahead, late],
    ] as const) {
      const wait = ((await store.nextDue(clock())) ?? 0) - clock();
      expect(wait).toBeGreaterThan(20_000);
      expect(wait).toBeLessThan(30_001);
    }
  });

  it("take over a lease that ran out by the server's clock, and not before", async () => {
    const url = await make();
    await using behind = await open(url, { clock: () => Date.now() - hour });
    await using ahead = await open(url, { clock: () => Date.now() + hour });
    const now = Date.now();
    await started(behind, "r1", [show("r1", now - hour)]);
    const held = await behind.claim(Date.now() - hour, 200, "L1");
    let taken: Claim | undefined;
    while (taken === undefined) {
      taken = await ahead.claim(Date.now() + hour, 60_000, "L2");
      await setTimeout(10);
    }
    expect(Date.now() - now).toBeGreaterThanOrEqual(200);
    expect(taken).toMatchObject({ key: "show", attempts: 1 });
    expect(held && (await behind.renew(held, Date.now() - hour + 9000))).toBe(false);
  });

  it("never work on the same run and lane at once, do everything once, and each run's work in order", async () => {
    const url = await make();
    const stores = await Promise.all([1, 2, 3].map(() => open(url)));
    const [first] = stores;
    const runs = Array.from({ length: 6 }, (_, index) => `r${index}`);
    const work = ["a#1", "b#1", "c#1"];
    for (const run of runs)
      await first?.commit(
        change(run, 0, { effects: [show(run, 0), ...work.map((visit) => probe(run, visit, 0))] }),
      );
    const busy = new Set<string>();
    const done: string[] = [];
    const worker = async (store: (typeof stores)[number], name: string): Promise<void> => {
      for (let turn = 0; done.length < runs.length * 4; turn++) {
        const claim = await store.claim(Date.now(), 60_000, `${name} ${turn}`);
        if (claim === undefined) continue;
        const lane = `${claim.run} ${claim.effect.kind}`;
        expect(busy.has(lane)).toBe(false);
        busy.add(lane);
        await setTimeout(1);
        busy.delete(lane);
        done.push(`${claim.run} ${claim.key}`);
        await store.finish(claim);
      }
    };
    await Promise.all(
      stores.flatMap((store, index) => [worker(store, `${index}a`), worker(store, `${index}b`)]),
    );
    const keys = (run: string) => done.filter((it) => it.startsWith(`${run} probe`));
    for (const run of runs) expect(keys(run)).toEqual(work.map((visit) => `${run} probe ${visit}`));
    expect(new Set(done).size).toBe(runs.length * 4);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("wake each other, but not themselves and not for nothing", async () => {
    const url = await make();
    const heard = { one: 0, other: 0 };
    const listening = async (who: keyof typeof heard) => {
      const store = await open(url);
      store.onWake(() => {
        heard[who] += 1;
      });
      return store;
    };
    await using one = await listening("one");
    await using other = await listening("other");
    const hear = async (wanted: typeof heard) => {
      while (heard.one < wanted.one || heard.other < wanted.other) await setTimeout(5);
      expect(heard).toEqual(wanted);
    };
    const asks = (store: Store, run: string) => started(store, run, [show(run, 0)]);
    // Each looks once when it begins to listen.
    await hear({ one: 1, other: 1 });
    await started(one, "quiet");
    expect((await one.commit(change("quiet", 7, { effects: [show("quiet", 0)] }))).kind).toBe(
      "conflict",
    );
    await asks(one, "r1");
    await hear({ one: 1, other: 2 });
    await asks(other, "r2");
    // What it hears comes in order, so by now it would have heard itself.
    await hear({ one: 2, other: 2 });
    await asks(one, "r3");
    await hear({ one: 2, other: 3 });
  });

  it("bring the tables up to date once when all start at once", async () => {
    const url = await makeBare();
    const stores = await Promise.all([1, 2, 3, 4].map(() => open(url)));
    for (const [index, store] of stores.entries())
      expect((await started(store, `r${index}`)).kind).toBe("committed");
    await Promise.all(stores.map((store) => store.close()));
  });
});
