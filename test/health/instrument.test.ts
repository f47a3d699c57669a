import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ProbeContext, Store } from "../../src/engine/ports.ts";
import { watchFetch, watchProbes, watchStore } from "../../src/health/instrument.ts";
import { createMeters, type Meters } from "../../src/health/meters.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { change, claimed, probe, show, started } from "../store/contract/samples.ts";

let store: Store;
let meters: Meters;
beforeEach(async () => {
  meters = createMeters();
  store = watchStore(await openSqlite({ path: ":memory:", clock: () => 0 }), meters);
});
afterEach(() => store.close());

const counted = () => meters.text([]).split("\n");

describe("a store that is watched", () => {
  it("counts events that were committed, and none that were not", async () => {
    await started(store, "r1");
    await store.commit(change("r1", 1));
    await store.commit(change("r1", 1));
    expect(counted()).toContain('handrail_events_total{kind="started"} 1');
    expect(counted()).toContain('handrail_events_total{kind="noted"} 1');
  });

  it("counts how attempts at effects end", async () => {
    await started(store, "r1", [show("r1", 1), probe("r1", "look#1", 2)]);
    await store.finish(await claimed(store, 5, "L1"));
    await store.postpone(await claimed(store, 5, "L2"), 6, "Slack asked to wait.", false);
    await store.postpone(await claimed(store, 7, "L3"), 8, "It failed.", true);
    await store.giveUp(await claimed(store, 9, "L4"), "It failed.");
    expect(counted()).toEqual(
      expect.arrayContaining([
        'handrail_effects_total{kind="show",outcome="performed"} 1',
        'handrail_effects_total{kind="probe",outcome="waiting"} 1',
        'handrail_effects_total{kind="probe",outcome="failed"} 1',
        'handrail_effects_total{kind="probe",outcome="dead"} 1',
      ]),
    );
  });

  it("counts an effect as performed when a commit ends it", async () => {
    await started(store, "r1", [probe("r1", "look#1", 1)]);
    await store.commit(change("r1", 1, { done: await claimed(store, 5, "L1") }));
    expect(counted()).toContain('handrail_effects_total{kind="probe",outcome="performed"} 1');
  });
});

it("measures looks, also those that reject", async () => {
  const broken = (_: ProbeContext) => Promise.reject(new Error("broken"));
  const signature = {
    id: "alb.pattern",
    version: 1,
    doing: "",
    needs: {},
    takes: {},
    findings: [],
    role: "check" as const,
  };
  const [watched] = watchProbes([{ ...signature, look: broken }], meters);
  await expect(watched?.look({} as ProbeContext)).rejects.toThrow("broken");
  expect(counted()).toContain('handrail_probe_seconds_count{probe="alb.pattern"} 1');
});

describe("a call to Slack", () => {
  const call = async (answer: () => Promise<Response>) => {
    await watchFetch(meters, answer)("https://slack.example/api/chat.update").catch(() => {});
    return counted().filter((line) => line.startsWith("handrail_slack_calls_total"));
  };
  const json = (body: object) => async () => Response.json(body);

  it.each([
    ["ok", json({ ok: true })],
    ["is_archived", json({ ok: false, error: "is_archived" })],
    ["refused", json({ ok: false, error: "Something that someone typed" })],
    ["http_429", async () => new Response("", { status: 429 })],
    ["no_answer", () => Promise.reject(new Error("cut"))],
  ])("is counted as %s", async (outcome, answer) => {
    const labels = `method="chat.update",outcome="${outcome}"`;
    expect(await call(answer)).toEqual([`handrail_slack_calls_total{${labels}} 1`]);
  });

  it("is none where a file is fetched, which has the name that somebody gave it", async () => {
    const read = vi.fn();
    const body = new ReadableStream({ pull: read }, { highWaterMark: 0 });
    const file = "https://files.slack.example/files-pri/T1-F1/download/nginx.conf";
    void watchFetch(meters, async () => new Response(body))(file);
    await new Promise(setImmediate);
    expect(counted().filter((line) => line.includes("nginx"))).toEqual([]);
    expect(read).not.toHaveBeenCalled();
  });

  it("keeps its answer for whoever made it", async () => {
    const answer = await watchFetch(meters, json({ ok: true }))("https://slack.example/api/x");
    expect(await answer.json()).toEqual({ ok: true });
  });
});
