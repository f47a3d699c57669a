import { describe, expect, it } from "vitest";
import type { Json } from "#flow";
import type { Authorizer } from "../../src/engine/authorizer.ts";
import { NotAllowed } from "../../src/run/errors.ts";
import { bench, open, toLook } from "./parts.ts";
import { loadBalancer } from "./runs.ts";

const request = {
  flow: "small",
  facts: { loadBalancer },
  place: { team: "T1", channel: "C1" },
  by: "UANA",
};

describe("the engine", () => {
  it("starts one run for a flow and load balancer, and names the open one to the next", async () => {
    const { engine } = await bench();
    const first = await engine.start(request);
    const second = await engine.start({ ...request, by: "UBEN" });
    expect(first.kind).toBe("started");
    expect(second).toMatchObject({ kind: "alreadyOpen", run: { startedBy: "UANA" } });
  });

  it("starts one run for a load balancer of which one request has the name and the other the ARN", async () => {
    const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc";
    const typed = { name: "Shop", region: "eu-west-1" };
    const told = { name: "shop", region: "eu-west-1", arn };
    for (const [first, second] of [
      [typed, told],
      [told, typed],
    ] as const) {
      const { engine } = await bench();
      const start = (loadBalancer: Json) => engine.start({ ...request, facts: { loadBalancer } });
      expect((await start(first)).kind).toBe("started");
      expect((await start(second)).kind).toBe("alreadyOpen");
      expect((await start({ ...typed, region: "eu-west-3" })).kind).toBe("started");
      expect((await start({ ...typed, name: "shop-2" })).kind).toBe("started");
    }
  });

  it("starts another one anyway when that is asked for", async () => {
    const { engine } = await bench();
    await engine.start(request);
    expect((await engine.start({ ...request, anyway: true })).kind).toBe("started");
  });

  it("starts again once the open one is closed", async () => {
    const { engine } = await bench();
    const first = await engine.start(request);
    if (first.kind !== "started") throw new Error(first.kind);
    await engine.act(first.run, { kind: "stop", reason: "Wrong one" }, "UANA");
    expect((await engine.start(request)).kind).toBe("started");
  });

  it("starts once for a request that Slack delivers twice", async () => {
    const { engine } = await bench();
    const delivery = { id: "trigger-1" };
    const first = await engine.start({ ...request, delivery });
    expect(await engine.start({ ...request, delivery })).toEqual(first);
    expect(await engine.rows({ limit: 10 })).toHaveLength(1);
  });

  it("records one click of several that race for a visit, and tells the others", async () => {
    const { engine, start } = await bench();
    const run = await start();
    await engine.act(run, { kind: "answer", visit: "ask#1", answers: { cause: "race" } }, "UANA");
    const click = (by: string) =>
      engine.act(run, { kind: "choose", visit: "ask#1", choice: "known" }, by);
    const clicks = await Promise.allSettled(["UANA", "UBEN", "UCAT"].map(click));
    const refused = clicks.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(2);
    expect((await engine.read(run)).visits.map(({ id }) => id)).toEqual(["ask#1", "fix#1"]);
  });

  it("keeps every note of many that are written at once", async () => {
    const { engine, start } = await bench();
    const run = await start();
    const words = Array.from({ length: 12 }, (_, index) => `note ${index}`);
    await Promise.all(words.map((text) => engine.act(run, { kind: "note", text }, "UANA")));
    const kept = (await engine.read(run)).notes.map(({ text }) => text);
    expect([...kept].sort()).toEqual([...words].sort());
  });

  it("does not let a note refuse a click on the visit that it was written beside", async () => {
    const { engine, start } = await bench();
    const run = await start();
    await engine.act(run, { kind: "note", text: "Hm" }, "UBEN");
    const answer = { kind: "answer", visit: "ask#1", answers: { cause: "race" } } as const;
    expect((await engine.act(run, answer, "UANA")).duplicate).toBe(false);
  });

  it("records a redelivered click once", async () => {
    const { engine, start } = await bench();
    const run = await start();
    const note = { kind: "note", text: "Once" } as const;
    await engine.act(run, note, "UANA", { id: "t1" });
    expect((await engine.act(run, note, "UANA", { id: "t1" })).duplicate).toBe(true);
    expect((await engine.read(run)).notes).toHaveLength(1);
  });

  it("records nothing for a click whose time is up", async () => {
    const { engine, start } = await bench();
    const run = await start();
    const delivery = { id: "t2", signal: AbortSignal.abort() };
    await expect(
      engine.act(run, { kind: "note", text: "Late" }, "UANA", delivery),
    ).rejects.toMatchObject({ code: "store" });
    expect((await engine.read(run)).notes).toEqual([]);
  });

  it("asks one place whether someone may", async () => {
    const onlyAnaStops: Authorizer = {
      ...open,
      ask:
        async ({ person, deed }) =>
        () => {
          if (deed === "stop" && person !== "UANA") throw new NotAllowed("Only Ana may stop.");
        },
    };
    const { engine, start } = await bench({ authorizer: onlyAnaStops });
    const run = await start();
    await expect(engine.act(run, { kind: "stop", reason: "x" }, "UBEN")).rejects.toMatchObject({
      code: "not-allowed",
    });
  });

  it("records who took over, but not from themselves", async () => {
    const { engine, start } = await bench();
    const run = await start();
    await engine.act(run, { kind: "takeOver" }, "UBEN");
    await expect(engine.act(run, { kind: "takeOver" }, "UBEN")).rejects.toMatchObject({
      message: "You are driving this runbook already.",
    });
  });

  it("says plainly that a run does not exist", async () => {
    const { engine } = await bench();
    await expect(engine.read("nope")).rejects.toMatchObject({ code: "not-found" });
  });

  it("finds the runs of a thread and of a channel", async () => {
    const opened = await bench();
    const run = await toLook(opened);
    await opened.store.messages.put(run, { key: "card", ts: "5.0", hash: "h", generation: 0 });
    expect(await opened.engine.runsInThread("C1", "5.0")).toMatchObject([{ id: run }]);
    expect(await opened.engine.rows({ channel: "C1", status: "open", limit: 5 })).toHaveLength(1);
  });
});
