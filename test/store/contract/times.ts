import { describe, expect, it } from "vitest";
import type { Budget } from "../../../src/engine/budgets.ts";
import type { Store } from "../../../src/engine/ports.ts";
import { createUpkeep } from "../../../src/engine/upkeep.ts";
import { change, claimed, type Open, remind, runRow, show, started, watch } from "./samples.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface World {
  readonly store: Store;
  readonly now: () => number;
}

/** What a time of a row holds back: for so long at most, in milliseconds, however the clock jumps. */
interface Holding {
  readonly mostMs: number;
  readonly hold: (world: World) => Promise<unknown>;
  readonly isFree: (world: World) => Promise<boolean>;
}

/** What a time of a row keeps from being forgotten, however the clock jumps. */
interface Keeping {
  readonly keep: (world: World) => Promise<unknown>;
  readonly isKept: (world: World) => Promise<boolean>;
}

const edits: Budget = { name: "edits", everyMs: 1_500, burst: 4 };
const spendAll = async ({ store: { budgets }, now }: World) => {
  while ((await budgets.spend(edits, now())) === 0);
};
let leases = 0;
const isClaimed =
  (key: string) =>
  async ({ store, now }: World) =>
    (await store.claim(now(), 1_000, `lease ${++leases}`))?.key === key;
const sends = ({ store, now }: World, requests: number) =>
  store.traffic.begin(
    {
      ...{ lease: `look ${++leases}`, destination: "arn:shop" },
      ...{ requests, leaseMs: 30_000, perHour: 100 },
    },
    now(),
  );
const isSending = async (world: World) => (await sends(world, 100)).kind === "begun";

/** Work that waits for a budget which is spent. */
const heldWork: Holding = {
  mostMs: edits.everyMs,
  hold: async (world) => {
    const { store, now } = world;
    await started(store, "r1", [show("r1", now())]);
    await spendAll(world);
    const claim = await claimed(store, now(), "L1");
    await store.hold(claim, { budget: edits.name, keep: 0, why: "It is spent." });
  },
  isFree: isClaimed("show"),
};

/** A closed run with raw material of a look, in which something happened just now. */
const closedRun = ({ store, now }: World) =>
  store.commit(
    change(runRow("r1", { status: "closed", startedAt: now() }), 0, {
      events: [{ kind: "noted", text: "It is over.", at: now(), by: "U1" }],
      facts: { visit: "a#1", json: "raw" },
    }),
  );

/** Each column that may hold a time, by the tables as they are made: one that is new fails until it stands here. */
export const times: { readonly [column: string]: Holding | Keeping } = {
  "alerts.heard": {
    keep: ({ store, now }) => {
      const heard = { channel: "C1", threadTs: "1.1", heard: now(), isOver: false };
      return store.alerts.put("offer", heard, 0);
    },
    isKept: async ({ store }) => (await store.alerts.find("offer")) !== undefined,
  },
  "budgets.burst": heldWork,
  "budgets.every_ms": heldWork,
  "budgets.next": {
    mostMs: edits.everyMs,
    hold: spendAll,
    isFree: async ({ store, now }) => (await store.budgets.spend(edits, now())) === 0,
  },
  "budgets.paused_until": {
    mostMs: 30_000,
    hold: ({ store, now }) => store.budgets.exhaust(edits.name, now() + 30_000),
    isFree: async ({ store, now }) => (await store.budgets.spend(edits, now())) === 0,
  },
  "budgets.set_at": heldWork,
  "deliveries.at": {
    keep: ({ store }) => store.commit(change("r1", 0, { delivery: "d1" })),
    isKept: async ({ store }) =>
      (await store.commit(change("r1", 1, { delivery: "d1" }))).kind === "duplicate",
  },
  "effects.due": {
    mostMs: 10 * minute,
    hold: ({ store, now }) =>
      started(store, "r1", [{ ...remind("r1", "a#1", 0), due: now() + 10 * minute }]),
    isFree: isClaimed("remind a#1"),
  },
  "effects.held_until": {
    mostMs: 5_000,
    hold: async ({ store, now }) => {
      await started(store, "r1", [show("r1", now())]);
      await store.postpone(await claimed(store, now(), "L1"), now() + 5_000, "no answer", true);
      await store.commit(change("r1", 1, { effects: [show("r1", now())] }));
    },
    isFree: isClaimed("show"),
  },
  "effects.lease_until": {
    // The longest that a lease may last: who renewed it last may have been ahead.
    mostMs: minute,
    hold: async ({ store, now }) => {
      await started(store, "r1", [show("r1", now())]);
      const claim = await claimed(store, now(), "L1");
      await store.renew(claim, now() + 30_000);
    },
    isFree: isClaimed("show"),
  },
  "effects.set_at": {
    mostMs: 15 * minute,
    hold: async ({ store, now }) => {
      await started(store, "r1", [watch("r1", "a#1", now())]);
      const claim = await claimed(store, now(), "L1");
      const progress = { says: "3 of 20", share: null };
      await store.rest(claim, now() + 15 * minute, progress, now());
      await store.finish(await claimed(store, now(), "L2"));
    },
    isFree: isClaimed("watch a#1"),
  },
  "facts.kept_at": {
    keep: closedRun,
    isKept: async ({ store }) => (await store.facts("r1", "a#1")) !== undefined,
  },
  "runs.started_at": {
    keep: closedRun,
    isKept: async ({ store }) => (await store.rows({ limit: 1 })).length === 1,
  },
  "traffic.at": {
    mostMs: hour,
    hold: async (world) => {
      const { store } = world;
      await sends(world, 100);
      await store.traffic.end(`look ${leases}`, 100, world.now());
    },
    isFree: isSending,
  },
  "traffic.lease_until": {
    mostMs: minute,
    hold: (world) => sends(world, 0),
    isFree: isSending,
  },
};

/** By how much the clock is off before and after it is set, in milliseconds. */
const jumps = [
  ["is set back by an hour", 0, -hour],
  ["is set back by half an hour", 0, -hour / 2],
  ["is set back by a day", 0, -day],
  ["jumps ahead by a day", 0, day],
  ["was a day ahead and is corrected", day, 0],
  ["was an hour ahead and is corrected", hour, 0],
  ["was an hour behind and is corrected", -hour, 0],
] as const;

export function timesIn(open: Open): void {
  describe.each(jumps)("where the clock %s", (_, from, to) => {
    it.each(Object.entries(times))("%s is silent no longer than its rule can mean", (_of, time) =>
      jumping(open, from, async (world, { set, pass, tidy }) => {
        if ("keep" in time) {
          await time.keep(world);
          set(to);
          await tidy();
          expect(await time.isKept(world)).toBe(true);
          return;
        }
        await time.hold(world);
        set(to);
        // A worker asks every five seconds; what is free at once is taken then.
        const isFreeAtOnce = await time.isFree(world);
        pass(time.mostMs);
        expect(isFreeAtOnce || (await time.isFree(world))).toBe(true);
      }),
    );
  });
}

/** A store on a clock that is off, and can be set. */
async function jumping(
  open: Open,
  from: number,
  work: (
    world: World,
    more: {
      readonly set: (offset: number) => void;
      readonly pass: (ms: number) => void;
      /** What goes by its age, an hour after the start and at once. */
      readonly tidy: () => Promise<void>;
    },
  ) => Promise<void>,
) {
  let [offset, time] = [from, 100 * day];
  const now = () => time + offset;
  const store = await open(now);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const upkeep = createUpkeep({ store, clock: now, log, factsDays: 1, retentionDays: 1 });
  const pass = (ms: number) => {
    time += ms;
  };
  const set = (to: number) => {
    offset = to;
  };
  try {
    await work({ store, now }, { set, pass, tidy: upkeep.tidy });
  } finally {
    upkeep.stop();
    await store.close();
  }
}
