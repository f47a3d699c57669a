import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createInventory } from "../src/alb/inventory/inventory.ts";
import type { Account } from "../src/aws/account.ts";
import { createRateLimit } from "../src/aws/rate-limit.ts";
import type { Claim, Log } from "../src/engine/ports.ts";
import { createProgressReporter } from "../src/engine/worker/progress.ts";
import { createSnsReader } from "../src/hooks/sns-certificates.ts";
import { createAnswerCache } from "../src/slack/requests/answer-cache.ts";
import { createMemberships } from "../src/slack/requests/membership.ts";

// What a process remembers for a while. What the store keeps stands in test/store/contract/times.ts.
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

beforeEach(() => void vi.useFakeTimers({ now: 100 * day }));
afterEach(() => void vi.useRealTimers());

const clock = () => Date.now();
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Asks once, so that it is remembered; then says whether it is asked or let through again. */
interface Remembering {
  readonly mostMs: number;
  readonly open: () => Promise<() => Promise<boolean>>;
}

/** Whether the work is begun anew each time that this is asked. */
const again = async (ask: () => unknown, count: () => number) => {
  await ask();
  return async () => {
    const before = count();
    await ask();
    return count() > before;
  };
};

const remembering: { readonly [what: string]: Remembering } = {
  "who is in a channel": {
    mostMs: minute,
    open: () => {
      let asked = 0;
      const memory = createAnswerCache(clock, async () => ++asked);
      return again(
        () => memory.get("C1", () => true),
        () => asked,
      );
    },
  },
  "that the bot can post in a channel": {
    mostMs: 5 * minute,
    open: () => {
      const info = vi.fn(async () => ({ channel: { is_member: true } }));
      const memberships = createMemberships({ conversations: { info } } as never, clock);
      return again(
        () => memberships.check("C1"),
        () => info.mock.calls.length,
      );
    },
  },
  "the load balancers of an account": {
    mostMs: minute,
    open: () => {
      const ask = vi.fn(async () => ({ LoadBalancers: [] }));
      const account = { name: "shop", region: "eu-west-1", ask } as unknown as Account;
      const inventory = createInventory(account, clock);
      return again(
        () => inventory.read(AbortSignal.timeout(hour)),
        () => ask.mock.calls.length,
      );
    },
  },
  "how far a look has come": {
    mostMs: 3_000,
    open: () => {
      const setProgress = vi.fn(async () => {});
      const parts = { store: { setProgress }, clock, log, wake: () => {} };
      const report = createProgressReporter(parts, {} as Claim);
      return again(
        () => report({ says: "3 of 20", share: null }),
        () => setProgress.mock.calls.length,
      );
    },
  },
  "certificates that were asked for": {
    mostMs: minute,
    open: async () => {
      const fetching = vi.fn(async () => new Response("", { status: 404 }));
      const reader = createSnsReader(fetching as never);
      const ask = (nth: number) => reader.key(`https://sns/${nth}`, clock()).catch(() => undefined);
      for (let nth = 0; nth < 10; nth += 1) await ask(nth);
      return again(
        () => ask(11),
        () => fetching.mock.calls.length,
      );
    },
  },
  "whose turn it is to ask AWS": {
    mostMs: 1_000,
    open: async () => {
      const pace = createRateLimit(1);
      await pace();
      return async () => {
        let isLet = false;
        void pace().then(() => {
          isLet = true;
        });
        await vi.advanceTimersByTimeAsync(1_000);
        return isLet;
      };
    },
  },
};

describe.each([
  ["is set back by an hour", -hour],
  ["jumps ahead by a day", day],
])("where the clock %s", (_, by) => {
  it.each(Object.entries(remembering))(
    "%s is kept no longer than that is good",
    async (_of, one) => {
      const isAnew = await one.open();
      vi.setSystemTime(Date.now() + by);
      const isAnewAtOnce = await isAnew();
      await vi.advanceTimersByTimeAsync(one.mostMs);
      expect(isAnewAtOnce || (await isAnew())).toBe(true);
    },
  );
});
