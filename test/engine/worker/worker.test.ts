import { describe, expect, it, vi } from "vitest";
import type { Evidence } from "#flow";
import { Postponed, SlackRefused } from "../../../src/run/errors.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { bench, toLook } from "../parts.ts";
import { evidence } from "../runs.ts";

const seen = (finding: string): Evidence => ({ ...evidence(finding), facts: { raw: [1, 2] } });

describe("the worker", () => {
  it("performs the look that a step asks for and records what was seen", async () => {
    const opened = await bench({ probe: async () => seen("quiet") });
    const run = await toLook(opened);
    await opened.drain();
    const now = await opened.engine.read(run);
    expect(currentVisit(now)).toMatchObject({ state: "deciding", evidence: { finding: "quiet" } });
    expect(await opened.store.facts(run, "look#1")).toEqual({ raw: [1, 2] });
  });

  it("paints the newest state once for many changes", async () => {
    const painted: number[] = [];
    const opened = await bench({ show: async (run) => void painted.push(run.revision) });
    const run = await opened.start();
    for (const text of ["a", "b", "c"])
      await opened.engine.act(run, { kind: "note", text }, "UANA");
    await opened.drain();
    expect(painted).toEqual([4]);
  });

  it("paints again when something changed while it painted", async () => {
    const painted: number[] = [];
    const opened = await bench({
      show: async (run) => {
        painted.push(run.revision);
        if (painted.length === 1)
          await opened.engine.act(run.id, { kind: "note", text: "meanwhile" }, "UANA");
      },
    });
    await opened.start();
    await opened.drain();
    expect(painted).toEqual([1, 2]);
  });

  it("waits as long as Slack asks without counting it as a failure", async () => {
    let asked = 0;
    const opened = await bench({
      show: async () => {
        if (++asked <= 20) throw new Postponed("Slow down.", 3000);
      },
    });
    await opened.start();
    for (let round = 0; round < 21; round++) {
      await opened.drain();
      opened.pass(3000);
    }
    expect(asked).toBe(21);
  });

  it("tries failed work again, later each time, and then gives it up in plain sight", async () => {
    let tries = 0;
    const opened = await bench({
      probe: async () => {
        tries++;
        throw new Error("The moon was in the way.");
      },
    });
    const run = await toLook(opened);
    for (let round = 0; round < 12; round++) {
      await opened.drain();
      opened.pass(60_000);
    }
    expect(tries).toBe(8);
    const { troubles } = await opened.engine.read(run);
    expect(troubles).toMatchObject([
      { work: "probe look#1", why: expect.stringContaining("moon") },
    ]);
  });

  it("takes given-up work up again when someone asks for it", async () => {
    let fails = true;
    const opened = await bench({
      probe: async () => {
        if (fails) throw new Error("No.");
        return seen("quiet");
      },
    });
    const run = await toLook(opened);
    for (let round = 0; round < 12; round++) {
      await opened.drain();
      opened.pass(60_000);
    }
    fails = false;
    await opened.engine.act(run, { kind: "retry" }, "UANA");
    await opened.drain();
    const now = await opened.engine.read(run);
    expect(currentVisit(now).evidence?.finding).toBe("quiet");
    expect(now.troubles).toEqual([]);
  });

  it("drops a look whose visit was left meanwhile", async () => {
    const opened = await bench({
      probe: async ({ run }) => {
        await opened.engine.act(run.id, { kind: "skip", visit: "look#1", reason: "Busy" }, "UANA");
        return seen("tls");
      },
    });
    const run = await toLook(opened);
    await opened.drain();
    const now = await opened.engine.read(run);
    expect(now.visits.find(({ id }) => id === "look#1")?.evidence).toBeUndefined();
    expect(now.ending?.end).toBe("done");
  });

  it("reminds the driver once of a step that nobody touches", async () => {
    const opened = await bench();
    const run = await toLook(opened);
    await opened.drain();
    opened.pass(59_000);
    await opened.drain();
    expect((await opened.engine.read(run)).visits.at(-1)?.remindedAt).toBeUndefined();
    opened.pass(2_000);
    await opened.drain();
    expect((await opened.engine.read(run)).visits.at(-1)?.remindedAt).toBe(opened.now());
  });

  it("does not remind of a visit that is over", async () => {
    const opened = await bench();
    const run = await toLook(opened);
    await opened.drain();
    await opened.engine.act(run, { kind: "choose", visit: "look#1", choice: "quiet" }, "UANA");
    opened.pass(3_600_000);
    await opened.drain();
    expect((await opened.engine.read(run)).log.map(({ kind }) => kind)).not.toContain("reminded");
  });

  it("paints for as long as it takes when Slack is away, and tells the driver once", async () => {
    let tries = 0;
    const told: string[] = [];
    const opened = await bench({
      show: async () => {
        tries++;
        if (tries < 40) throw new Error("Slack is away.");
      },
      unshown: async ({ driver }, why) => void told.push(`${driver}: ${why}`),
    });
    await opened.start();
    for (let minute = 0; minute < 60; minute++) {
      await opened.drain();
      opened.pass(60_000);
    }
    expect(tries).toBe(40);
    expect(told).toEqual(["UANA: It failed: Slack is away."]);
  });

  it("keeps and tells no secret that a failure quotes", async () => {
    const told: string[] = [];
    const opened = await bench({
      show: async () => {
        throw new Error(`connect to http://shop:${"hunter22"}@proxy.example failed`);
      },
      unshown: async (_, why) => void told.push(why),
    });
    const postpone = vi.spyOn(opened.store, "postpone");
    await opened.start();
    for (let minute = 0; minute < 60; minute++) {
      await opened.drain();
      opened.pass(60_000);
    }
    expect(told).toHaveLength(1);
    const kept = [...told, ...postpone.mock.calls.map(([, , why]) => why)].join();
    expect(kept).toContain("[struck: a password in an address]@proxy.example");
    expect(kept).not.toContain("hunter22");
  });

  it("says that a look was given up before it sets it aside, so that a crash in between hides nothing", async () => {
    const opened = await bench({ probe: () => Promise.reject(new Error("The moon.")) });
    const run = await toLook(opened);
    const giveUp = vi.spyOn(opened.store, "giveUp");
    const kinds: (readonly string[])[] = [];
    giveUp.mockImplementation(async () => {
      kinds.push((await opened.engine.read(run)).log.map(({ kind }) => kind));
    });
    for (let round = 0; round < 9; round++) {
      await opened.drain();
      opened.pass(60_000);
    }
    expect(kinds[0]).toContain("gaveUp");
  });

  it("leaves a thread that Slack refuses alone until something changes", async () => {
    let tries = 0;
    const opened = await bench({
      show: async () => {
        tries++;
        throw new SlackRefused("The channel is archived.");
      },
    });
    const run = await opened.start();
    await opened.drain();
    opened.pass(600_000);
    await opened.drain();
    expect(tries).toBe(1);
    await opened.engine.act(run, { kind: "note", text: "Back" }, "UANA");
    await opened.drain();
    expect(tries).toBe(2);
  });
});
