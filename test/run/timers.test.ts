import { describe, expect, it } from "vitest";
import type { Act } from "../../src/run/act.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { type Bench, bench, toLook } from "../engine/parts.ts";
import { small } from "../language/flows.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** A run that waits for a decision at a step which reminds after 60 s and escalates after 120 s. */
async function waiting(opened: Bench): Promise<string> {
  const run = await toLook(opened);
  await opened.drain();
  return run;
}

const kinds = async ({ engine }: Bench, run: string) =>
  (await engine.read(run)).log
    .map(({ kind }) => kind)
    .filter((kind) => ["reminded", "escalated", "unparked"].includes(kind));

async function later(opened: Bench, ms: number): Promise<void> {
  opened.pass(ms);
  await opened.drain();
}

const act = ({ engine }: Bench, run: string, done: Act, by = "UANA") => engine.act(run, done, by);

describe("a step that nobody touches", () => {
  it("reminds its driver, then tells the channel once, then reminds once a day", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    await later(opened, minute);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
    await later(opened, minute - 1);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["reminded", "escalated"]);
    await later(opened, day - 1);
    expect(await kinds(opened, run)).toHaveLength(2);
    await later(opened, 1);
    await later(opened, day);
    expect(await kinds(opened, run)).toEqual(["reminded", "escalated", "reminded", "reminded"]);
  });

  it.each<Act>([
    { kind: "note", text: "On it" },
    { kind: "lookAgain", visit: "look#1" },
    { kind: "takeOver" },
    { kind: "join" },
  ])("is not reminded of for a while after someone did something: $kind", async (touch) => {
    const opened = await bench();
    const run = await waiting(opened);
    await later(opened, minute - 1);
    await act(opened, run, touch, "UBEN");
    await opened.drain();
    await later(opened, minute - 1);
    expect(await kinds(opened, run)).toEqual([]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
  });

  it("does not tell the channel when someone answers the reminder", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    await later(opened, minute);
    await act(opened, run, { kind: "note", text: "Waiting for the vendor" });
    await later(opened, minute);
    expect(await kinds(opened, run)).toEqual(["reminded", "reminded"]);
  });

  it("is silent for as long as someone asks, and then reminds again", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    await later(opened, minute);
    await act(opened, run, { kind: "snooze", visit: "look#1", seconds: 900 });
    await later(opened, 15 * minute - 1);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["reminded", "reminded"]);
  });

  it("is reminded of by the bot's clock, where the database's runs ahead", async () => {
    const opened = await bench({ ahead: 500 });
    const run = await waiting(opened);
    await later(opened, minute - 300);
    expect(await kinds(opened, run)).toEqual([]);
    await later(opened, 1_000);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
  });

  it("escalates when its flow says", async () => {
    const look = { ...small.steps.look, escalate: 600 } as NonNullable<typeof small.steps.look>;
    const opened = await bench({ flows: [{ ...small, steps: { ...small.steps, look } }] });
    const run = await waiting(opened);
    await later(opened, minute);
    await later(opened, 9 * minute - 1);
    expect(await kinds(opened, run)).toEqual(["reminded"]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["reminded", "escalated"]);
  });

  it("is refused a snooze of no time or of days", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    for (const seconds of [0, -60, 59, 86_401, Number.NaN]) {
      const snooze = { kind: "snooze", visit: "look#1", seconds } as const;
      await expect(act(opened, run, snooze)).rejects.toMatchObject({ code: "bad-input" });
    }
  });
});

describe("work that fell due while nobody performed it", () => {
  it("happens once, however many days later, and what follows keeps its distance", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    opened.pass(9 * day);
    const restarted = await bench({ instead: opened });
    await restarted.drain();
    expect(await kinds(restarted, run)).toEqual(["reminded"]);
    await later(restarted, minute - 1);
    expect(await kinds(restarted, run)).toEqual(["reminded"]);
    await later(restarted, 1);
    expect(await kinds(restarted, run)).toEqual(["reminded", "escalated"]);
  });

  it("does not happen for a step that was left in time", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    await act(opened, run, { kind: "choose", visit: "look#1", choice: "quiet" });
    await later(opened, 9 * day);
    expect(await kinds(opened, run)).toEqual([]);
  });

  it("wakes a parked run once", async () => {
    const opened = await bench();
    const run = await waiting(opened);
    await act(opened, run, { kind: "park", seconds: 3600, reason: "Vendor" });
    opened.pass(9 * day);
    const restarted = await bench({ instead: opened });
    await restarted.drain();
    expect(await kinds(restarted, run)).toEqual(["unparked"]);
  });

  it("waits for the morning when the bot comes back in quiet hours", async () => {
    // The bench's clock begins at 00:16 UTC; quiet hours begin 100 minutes later.
    const quietHours = { from: 2 * 60, to: 7 * 60, zone: "UTC" };
    const opened = await bench({ quietHours });
    const run = await waiting(opened);
    opened.pass(27 * 60 * minute);
    const restarted = await bench({ instead: opened, quietHours });
    await restarted.drain();
    expect(await kinds(restarted, run)).toEqual([]);
    await later(restarted, 4 * 60 * minute);
    expect(await kinds(restarted, run)).toEqual(["reminded"]);
  });
});

describe("a parked run", () => {
  async function parked(opened: Bench): Promise<string> {
    const run = await waiting(opened);
    await act(opened, run, { kind: "park", seconds: 3600, reason: "Waiting for the vendor" });
    return run;
  }

  it("is not reminded of, and wakes by itself when its time has come", async () => {
    const opened = await bench();
    const run = await parked(opened);
    await later(opened, 60 * minute - 1);
    expect(await kinds(opened, run)).toEqual([]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["unparked"]);
    expect((await opened.engine.read(run)).parked).toBeUndefined();
    await later(opened, minute);
    expect(await kinds(opened, run)).toEqual(["unparked", "reminded"]);
  });

  it("rests until a moment, and can be parked for longer", async () => {
    const opened = await bench();
    const run = await parked(opened);
    const until = opened.now() + 5 * day;
    await act(opened, run, { kind: "park", until, reason: "Still waiting" });
    await later(opened, 5 * day - 1);
    expect(await kinds(opened, run)).toEqual([]);
    await later(opened, 1);
    expect(await kinds(opened, run)).toEqual(["unparked"]);
  });

  it("is woken by anyone, and by a decision", async () => {
    const opened = await bench();
    const run = await parked(opened);
    await opened.engine.act(run, { kind: "unpark" }, "UBEN");
    expect((await opened.engine.read(run)).parked).toBeUndefined();
    await act(opened, run, { kind: "park", seconds: 3600, reason: "Again" });
    await act(opened, run, { kind: "lookAgain", visit: "look#1" });
    const now = await opened.engine.read(run);
    expect(now.parked).toBeUndefined();
    expect(currentVisit(now).id).toBe("look#2");
  });

  it("stays parked while people take notes", async () => {
    const opened = await bench();
    const run = await parked(opened);
    await act(opened, run, { kind: "note", text: "Vendor wrote" });
    expect((await opened.engine.read(run)).parked).toMatchObject({ by: "UANA" });
    await later(opened, 30 * minute);
    expect(await kinds(opened, run)).toEqual([]);
  });

  it.each([
    { kind: "park", seconds: 0, reason: "No time" },
    { kind: "park", seconds: 40 * 86_400, reason: "For ever" },
    { kind: "park", until: 5, reason: "In the past" },
    { kind: "park", seconds: 3600, reason: " " },
    { kind: "unpark" },
  ] as const)("is refused what makes no sense: %o", async (nonsense) => {
    const opened = await bench();
    const run = await waiting(opened);
    await expect(act(opened, run, nonsense)).rejects.toMatchObject({ code: "bad-input" });
  });
});
