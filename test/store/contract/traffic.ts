import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/engine/ports.ts";
import { type Open, withStore } from "./samples.ts";

const hour = 3_600_000;
const noon = 1_000_000_000_000;

/** A store on a clock that the test sets. */
function onClock(open: Open, work: (store: Store, at: (now: number) => number) => Promise<void>) {
  let time = noon;
  const at = (now: number) => {
    time = now;
    return now;
  };
  return withStore(
    open,
    (store) => work(store, at),
    () => time,
  );
}

const wanted = (lease: string, more: object = {}) => ({
  ...{ lease, destination: "arn:shop", requests: 100, leaseMs: 60_000, perHour: 250 },
  ...more,
});

export function traffic(open: Open): void {
  describe("requests of the bot's own", () => {
    it("are one look's at a time for a destination, by however many at once", () =>
      onClock(open, async ({ traffic: { begin } }, at) => {
        const now = at(noon);
        const all = Array.from({ length: 12 }, (_, nth) => begin(wanted(`l${nth}`), now));
        const kinds = (await Promise.all(all)).map(({ kind }) => kind).sort();
        expect(kinds).toEqual(["begun", ...Array(11).fill("busy")].sort());
        expect(await begin(wanted("other", { destination: "arn:other" }), now)).toEqual({
          kind: "begun",
        });
      }));

    it("are another's once it ended or its lease ran out", () =>
      onClock(open, async ({ traffic: { begin, end, renew } }, at) => {
        expect(await begin(wanted("one"), at(noon))).toEqual({ kind: "begun" });
        await end("one", 10, at(noon));
        expect(await renew("one", at(noon) + 60_000)).toBe(false);
        expect(await begin(wanted("two"), at(noon))).toEqual({ kind: "begun" });
        expect(await renew("two", at(noon + 50_000) + 60_000)).toBe(true);
        expect(await begin(wanted("three"), at(noon + 100_000))).toEqual({ kind: "busy" });
        expect(await begin(wanted("three"), at(noon + 110_000))).toEqual({ kind: "begun" });
        expect(await renew("two", at(noon + 110_000) + 60_000)).toBe(false);
      }));

    it("count for an hour: as sent where a look ended, as asked for where it was lost", () =>
      onClock(open, async ({ traffic: { begin, end } }, at) => {
        await begin(wanted("one"), at(noon));
        await end("one", 60, at(noon));
        await begin(wanted("two"), at(noon + 1));
        const later = at(noon + 70_000);
        expect(await begin(wanted("three"), later)).toEqual({ kind: "spent", sent: 160 });
        expect(await begin(wanted("three", { requests: 90 }), later)).toEqual({ kind: "begun" });
        await end("three", 90, later);
        expect(await begin(wanted("four", { requests: 1 }), later)).toEqual({
          ...{ kind: "spent", sent: 250 },
        });
        expect(await begin(wanted("four"), at(noon + hour + 70_000))).toEqual({ kind: "begun" });
      }));

    it("count from when the last of them was sent, of a look that takes long and of one that was lost", () =>
      onClock(open, async ({ traffic: { begin, end, renew } }, at) => {
        await begin(wanted("long"), at(noon));
        for (let ms = 0; ms <= 600_000; ms += 50_000) await renew("long", at(noon + ms) + 60_000);
        await end("long", 200, at(noon + 600_000));
        expect(await begin(wanted("next"), at(noon + hour + 1))).toEqual({
          kind: "spent",
          sent: 200,
        });
        await begin(wanted("lost", { requests: 50 }), at(noon + 610_000));
        await renew("lost", at(noon + 650_000) + 60_000);
        const next = wanted("next", { requests: 201 });
        expect(await begin(next, at(noon + hour + 620_000))).toMatchObject({
          ...{ kind: "spent", sent: 50 },
        });
        expect(await begin(next, at(noon + hour + 710_001))).toEqual({ kind: "begun" });
      }));

    it("are held up by no clock that was ahead and is right again", () =>
      onClock(open, async ({ traffic: { begin } }, at) => {
        await begin(wanted("ahead", { requests: 250 }), at(noon + 24 * hour));
        expect(await begin(wanted("right"), at(noon))).toEqual({ kind: "begun" });
      }));
  });
}
