import { beforeEach, describe, expect, it } from "vitest";
import type { Alert } from "#language";
import alb502 from "../../../flows/alb-502-keepalive.ts";
import { readAlert } from "../../../src/alerts/read-alert.ts";
import type { HeardAlert } from "../../../src/engine/heard-alerts.ts";
import { shippedPacks } from "../../../src/load-catalogue.ts";
import { createOffer, type OfferForAlert } from "../../../src/slack/requests/alerts/offers.ts";
import type { Starting } from "../../../src/slack/requests/alerts/starts-from-alert.ts";
import { grafana } from "../../alerts/kinds/grafana.ts";

/** Offers of one channel by a clock that the test turns; none of them is taken. */
let offer: OfferForAlert;
let now: number;
let isWorkedOn: boolean;
/** How many more offers the channel bears, and what those say that it got. */
let left: number;
let posted: string[];

const minute = 60_000;
const channel = "C1";
const firing = readAlert(grafana.message);
const over: Alert = { ...firing, state: "resolved" };

beforeEach(() => {
  now = 1_000_000_000;
  isWorkedOn = false;
  left = 10;
  posted = [];
  const kept = new Map<string, HeardAlert>();
  const catalogue = { flows: [alb502], packs: shippedPacks };
  offer = createOffer({
    starting: { catalogue, command: "/runbook" } as unknown as Starting,
    own: { runsInThread: async () => (isWorkedOn ? [{ status: "open" } as never] : []) },
    heard: {
      find: async (key) => kept.get(key),
      put: async (key, alert, revision) => {
        if ((kept.get(key)?.revision ?? 0) !== revision) return false;
        kept.set(key, { ...alert, revision: revision + 1 });
        return true;
      },
      forget: async () => 0,
    },
    budgets: {
      spend: async (_budget, _now, keep = 0) => {
        if (left <= keep) return minute;
        left -= 1;
        return 0;
      },
    },
    post: async (_place, { text }) => {
      posted.push(text);
      return "1.1";
    },
    clock: () => now,
  });
});

const minutesLater = (minutes: number, alert: Alert) => {
  now += minutes * minute;
  return offer(alert, { channel });
};

describe("the same alert", () => {
  it("that fires again while its offer stands is offered once", async () => {
    expect(await minutesLater(0, firing)).toBe("offered");
    expect(await minutesLater(5, firing)).toBe("standing");
    expect(await minutesLater(300, firing)).toBe("standing");
  });

  it("that flaps is offered once, and again when it comes back half an hour after its end", async () => {
    expect(await minutesLater(0, firing)).toBe("offered");
    expect(await minutesLater(5, over)).toBe("over");
    expect(await minutesLater(20, firing)).toBe("standing");
    expect(await minutesLater(5, over)).toBe("over");
    expect(await minutesLater(31, firing)).toBe("offered");
  });

  it("is not offered again while somebody works on it, however long ago it ended", async () => {
    await minutesLater(0, firing);
    isWorkedOn = true;
    await minutesLater(5, over);
    expect(await minutesLater(600, firing)).toBe("standing");
  });

  it("that nobody heard of for six hours is new", async () => {
    await minutesLater(0, firing);
    expect(await minutesLater(361, firing)).toBe("offered");
  });

  it("that was heard of by a clock that was ahead is no older, nor longer known, than it can be", async () => {
    await minutesLater(0, firing);
    expect(await minutesLater(-60, firing)).toBe("standing");
    expect(await minutesLater(-24 * 60, firing)).toBe("offered");
    expect(await minutesLater(24 * 60, firing)).toBe("offered");
  });

  it("in a state that is not known is no offer, and ends none", async () => {
    const unknown: Alert = { ...firing, state: "unknown" };
    expect(await minutesLater(0, unknown)).toBe("over");
    expect(await minutesLater(0, firing)).toBe("offered");
    await minutesLater(1, unknown);
    expect(await minutesLater(31, firing)).toBe("standing");
  });

  it("in another channel, and another one here, have offers of their own", async () => {
    await minutesLater(0, firing);
    expect(await offer(firing, { channel: "C2" })).toBe("offered");
    expect(await offer({ ...firing, key: "another" }, { channel })).toBe("offered");
  });
});

describe("what gets no offer", () => {
  it("is said in the last one before the channel has heard enough", async () => {
    left = 2;
    const all = ["one", "two", "three"].map((key) => ({ ...firing, key }));
    const came: string[] = [];
    for (const alert of all) came.push(await offer(alert, { channel }));
    expect(came).toEqual(["offered", "offered", "many"]);
    expect(posted.map((text) => text.includes("The last offer for now"))).toEqual([false, true]);
  });

  it("costs the channel nothing where it is the same alert, however many come at once", async () => {
    const came = await Promise.all(Array.from({ length: 50 }, () => offer(firing, { channel })));
    expect(came.filter((one) => one === "offered")).toHaveLength(1);
    expect(left).toBe(9);
  });

  it("is offered once the channel bears more", async () => {
    left = 0;
    expect(await offer(firing, { channel })).toBe("many");
    left = 2;
    expect(await offer(firing, { channel })).toBe("offered");
  });

  it("is counted where it came with one that does", async () => {
    await offer({ ...firing, beyond: 7 }, { channel });
    await offer({ ...firing, key: "another", beyond: 1 }, { channel });
    await offer({ ...firing, key: "alone" }, { channel });
    expect(posted[0]).toContain("And 7 more alerts in the same message, which get no offer");
    expect(posted[1]).toContain("And 1 more alert in the same message");
    expect(posted[2]).not.toContain("more alert");
  });
});
