import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreCondition } from "../../src/engine/ports.ts";
import { checkHealth, gaugesOf } from "../../src/health/check.ts";
import { createMeters } from "../../src/health/meters.ts";
import { type HealthServer, serveHealth } from "../../src/health/server.ts";

const now = Date.UTC(2026, 10, 23, 3);
let health: HealthServer;
let transport: { kind: string; open: number; lastRequestAt?: number };
let refused: string | undefined;
let stall: { ms: number; at?: number };
let condition: () => Promise<StoreCondition>;
const meters = createMeters();

beforeEach(async () => {
  transport = { kind: "socket", open: 2, lastRequestAt: now - 5_000 };
  refused = undefined;
  stall = { ms: 0 };
  condition = async () => ({ dead: [] });
  health = await serveHealth(
    { port: 0, host: "127.0.0.1" },
    {
      report: () =>
        checkHealth({
          transport: () => transport,
          refused: () => refused,
          store: { condition: () => condition() },
          clock: () => now,
          stall: () => stall,
          patienceMs: 50,
        }),
      metrics: (report) => meters.text(gaugesOf(report)),
    },
  );
});
afterEach(() => health.stop());

const get = (path: string) => fetch(`http://127.0.0.1:${health.port}${path}`);
const healthz = async () => {
  const answer = await get("/healthz");
  return { status: answer.status, ...((await answer.json()) as object) };
};

describe("/healthz", () => {
  it("answers whoever comes while others hold all its connections with nothing on them", async () => {
    const idle = Array.from({ length: 150 }, () => connect(health.port, "127.0.0.1"));
    for (const one of idle) one.on("error", () => {});
    await Promise.all(idle.map((one) => once(one, "connect")));
    expect((await healthz()).status).toBe(200);
    for (const one of idle) one.destroy();
  });

  it("names work that a budget holds, which makes nothing unhealthy", async () => {
    condition = async () => ({
      held: [{ budget: "chat.update", waiting: 12, since: now - 300_000 }],
      dead: [],
    });
    expect(await healthz()).toMatchObject({
      healthy: true,
      held: { "chat.update": { waiting: 12, seconds: 300 } },
    });
  });

  it("is 200 and says how things are", async () => {
    expect(await healthz()).toEqual({
      status: 200,
      healthy: true,
      reasons: [],
      slack: { over: "socket", open: 2, lastRequest: "2026-11-23T02:59:55.000Z" },
      store: "writable",
      oldestDueSeconds: 0,
      longestStall: { seconds: 0 },
      dead: {},
    });
  });

  it("says for how long the event loop was held", async () => {
    stall = { ms: 1_250, at: now };
    expect(await healthz()).toMatchObject({
      status: 200,
      longestStall: { seconds: 1.25, at: "2026-11-23T03:00:00.000Z" },
    });
    expect(await (await get("/metrics")).text()).toContain("handrail_longest_stall_seconds 1.25");
  });

  it("is 503 while no socket is open", async () => {
    transport = { kind: "socket", open: 0 };
    expect(await healthz()).toMatchObject({
      status: 503,
      reasons: ["Slack cannot be heard: no connection is open."],
    });
  });

  it("is 503 once Slack took the rights away", async () => {
    refused = "The app was uninstalled.";
    expect(await healthz()).toMatchObject({ status: 503, reasons: ["The app was uninstalled."] });
  });

  it.each([
    ["refuses", () => Promise.reject(new Error("disk full"))],
    ["does not answer", () => new Promise<never>(() => {})],
  ])("is 503 while the database %s", async (_what, broken) => {
    condition = broken;
    expect(await healthz()).toMatchObject({
      status: 503,
      store: "not writable",
      reasons: ["The database cannot be written."],
    });
  });

  it("is 503 when work has been due for longer than any back-off", async () => {
    condition = async () => ({ oldestDue: now - 120_000, dead: [] });
    expect(await healthz()).toMatchObject({ status: 200, oldestDueSeconds: 120 });
    condition = async () => ({ oldestDue: now - 121_000, dead: [] });
    expect(await healthz()).toMatchObject({
      status: 503,
      reasons: ["Work has been waiting for 2 minutes, and nothing does it."],
    });
  });

  it("counts what was given up, names no run and stays healthy", async () => {
    const why = "secret words";
    condition = async () => ({
      dead: [
        { run: "r1", key: "show", why },
        { run: "r2", key: "probe retest#2", why },
        { run: "r3", key: "probe look#1", why },
      ],
    });
    const answer = await healthz();
    expect(answer).toMatchObject({ status: 200, dead: { show: 1, probe: 2 } });
    expect(JSON.stringify(answer)).not.toMatch(/secret|r1|retest/);
  });
});

describe("/metrics", () => {
  it("tells the same in numbers, with all that was counted", async () => {
    condition = async () => ({
      oldestDue: now - 7_000,
      dead: [
        { run: "r1", key: "show", why: "" },
        { run: "r1", key: "watch retest#1", why: "" },
      ],
    });
    meters.request("interactive", "acknowledged", 0.02);
    const answer = await get("/metrics");
    expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const lines = (await answer.text()).split("\n");
    expect(lines).toContain("handrail_healthy 1");
    expect(lines).toContain("handrail_slack_connections 2");
    expect(lines).toContain("handrail_oldest_due_seconds 7");
    expect(lines).toContain('handrail_dead_effects{kind="show"} 1');
    expect(lines).toContain('handrail_dead_effects{kind="probe"} 0');
    expect(lines).toContain('handrail_dead_effects{kind="watch"} 1');
    expect(lines).toContain('handrail_requests_total{type="interactive",outcome="acknowledged"} 1');
  });
});

it("knows no other page", async () => {
  expect((await get("/")).status).toBe(404);
});
