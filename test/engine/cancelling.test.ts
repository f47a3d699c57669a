import { describe, expect, it } from "vitest";
import type { Evidence } from "#flow";
import type { ProbeContext } from "../../src/engine/ports.ts";
import { LookStopped } from "../../src/run/errors.ts";
import { timeline } from "../../src/run/timeline.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { small } from "../language/flows.ts";
import { type Bench, bench, toLook } from "./parts.ts";
import { evidence } from "./runs.ts";

const visit = "look#1";
const stop = { kind: "cancel", visit } as const;
const half = (): Evidence => ({ ...evidence("quiet"), finding: null, says: "Half.", facts: {} });

/** A probe that looks until its signal ends it, and then answers; `begun` resolves once it looks. */
function endless(answer: () => Evidence = half) {
  const { promise: begun, resolve } = Promise.withResolvers<ProbeContext>();
  const probe = (context: ProbeContext) =>
    new Promise<Evidence>((done) => {
      context.signal.addEventListener("abort", () => done(answer()));
      resolve(context);
    });
  return { begun, probe };
}

const seen = async ({ engine }: Bench, run: string) => currentVisit(await engine.read(run));

describe("a look that someone stops", () => {
  it("ends, and says what it saw until then", async () => {
    const { begun, probe } = endless();
    const opened = await bench({ probe });
    const run = await toLook(opened);
    const worked = opened.drain();
    const { signal } = await begun;
    opened.pass(12_000);
    await opened.engine.act(run, stop, "UBEN");
    await worked;
    expect(signal.reason).toBeInstanceOf(LookStopped);
    expect(await seen(opened, run)).toMatchObject({
      state: "deciding",
      cancelled: { by: "UBEN" },
      evidence: { finding: null, says: "Stopped after 12 s. Half." },
    });
    const said = timeline(small, await opened.engine.read(run)).map(({ says }) => says.join(""));
    expect(said.join()).toContain("stopped the look at “Look”");
  });

  it("keeps what it found, if it had found something by then", async () => {
    const { begun, probe } = endless(() => ({ ...evidence("quiet"), facts: {} }));
    const opened = await bench({ probe });
    const run = await toLook(opened);
    const worked = opened.drain();
    await begun;
    await opened.engine.act(run, stop, "UBEN");
    await worked;
    expect((await seen(opened, run)).evidence).toMatchObject(evidence("quiet"));
  });

  it("ends where another process runs it", async () => {
    const { begun, probe } = endless();
    const one = await bench({ probe });
    const other = await bench({ instead: one });
    const run = await toLook(one);
    const worked = one.drain();
    await begun;
    await other.engine.act(run, stop, "UBEN");
    await worked;
    expect((await seen(other, run)).evidence?.says).toContain("Half.");
  });

  it("is not waited for when it does not listen", async () => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    const opened = await bench({
      probe: () => {
        resolve();
        return new Promise<Evidence>(() => {});
      },
    });
    const run = await toLook(opened);
    const worked = opened.drain();
    await begun;
    await opened.engine.act(run, stop, "UBEN");
    await worked;
    expect((await seen(opened, run)).evidence?.says).toBe("Stopped after 0 s. Nothing was seen.");
  });

  it("does not begin when it was stopped before, also not after a crash", async () => {
    const looks: string[] = [];
    const opened = await bench({
      probe: async () => {
        looks.push("looked");
        return half();
      },
    });
    const run = await toLook(opened);
    await opened.engine.act(run, stop, "UBEN");
    await opened.drain();
    expect(looks).toEqual([]);
    expect((await seen(opened, run)).evidence?.says).toContain("Nothing was seen.");
  });

  it("can be looked at again", async () => {
    const opened = await bench();
    const run = await toLook(opened);
    await opened.engine.act(run, stop, "UBEN");
    await opened.drain();
    await opened.engine.act(run, { kind: "lookAgain", visit }, "UBEN");
    await opened.drain();
    expect((await seen(opened, run)).evidence?.finding).toBe("quiet");
  });

  it("is stopped once, and only while it looks", async () => {
    const opened = await bench();
    const run = await toLook(opened);
    await opened.engine.act(run, stop, "UBEN");
    await expect(opened.engine.act(run, stop, "UANA")).rejects.toThrow("being stopped already");
    await opened.drain();
    await expect(opened.engine.act(run, stop, "UANA")).rejects.toThrow("nothing to stop");
  });
});

describe("a look whose step is decided meanwhile", () => {
  it("ends at once, so that the next one need not wait for it", async () => {
    const { begun, probe } = endless();
    const opened = await bench({ probe });
    const run = await toLook(opened);
    const worked = opened.drain();
    const { signal } = await begun;
    await opened.engine.act(run, { kind: "skip", visit, reason: "No time" }, "UBEN");
    await worked;
    expect(signal.aborted).toBe(true);
    expect((await seen(opened, run)).evidence).toBeUndefined();
  });
});
