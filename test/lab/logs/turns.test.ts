import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { addressesOf } from "../../../lab/alb/nodes.ts";
import { backfill } from "../../../lab/logs/backfill.ts";
import { shopLogged } from "../../../lab/logs/line.ts";
import { type TurnsOptions, turns } from "../../../lab/logs/turns.ts";

const zones = ["zone-a", "zone-b"] as const;
const counts = { requests: 150, elb502: 3 };
const past: TurnsOptions = {
  from: 1_767_225_600,
  binSeconds: 5,
  bins: Array.from({ length: 90 }, () => ({ "zone-a": counts, "zone-b": counts })),
  nodes: addressesOf({ zones, perZone: 2 }),
  targets: ["10.0.1.1:3000", "10.0.1.2:3000", "10.0.1.3:3000"],
  group: "web",
  slots: 240,
  idleSeconds: 6,
  roundTripSeconds: 0.01,
  seed: 1,
};

it("has as many requests and failures in each bin and zone as were counted", () => {
  const bins = new Map<string, { requests: number; elb502: number }>();
  for (const { at, node, status } of turns(past)) {
    const zone = past.nodes.find((one) => one.node === node)?.zone;
    const key = `${Math.floor((at - past.from) / 5)} ${zone}`;
    const bin = bins.get(key) ?? { requests: 0, elb502: 0 };
    bins.set(key, bin);
    bin.requests += 1;
    if (status === 502) bin.elb502 += 1;
  }
  expect(bins.size).toBe(180);
  expect([...bins.values()].filter(({ requests }) => requests !== 150)).toEqual([]);
  // In the first second, no connection has been idle for long enough.
  expect([...bins.values()].filter(({ elb502 }) => elb502 !== 3).length).toBeLessThanOrEqual(2);
});

it("lets every failure follow the targets' idle time, less a round trip, on its node and target", () => {
  const answered = new Map<string, number[]>();
  let [failures, early] = [0, 0];
  for (const { node, target, at, created, times, status } of turns(past)) {
    const place = `${node} ${target}`;
    const before = answered.get(place) ?? [];
    answered.set(place, before);
    if (status === 200) before.push(at);
    else {
      failures += 1;
      const sent = created + Math.max(0, times[0]);
      const gaps = before.map((moment) => sent - moment);
      if (!gaps.some((gap) => gap >= 5.989 && gap <= 6.001)) early += 1;
    }
  }
  expect(failures).toBeGreaterThan(500);
  // Those of the first seconds follow a response from before the log begins.
  expect(early).toBeLessThanOrEqual(12);
});

it("delivers a file for each node and five minutes, in the order of the responses", async () => {
  const delivery = {
    balancer: shopLogged,
    prefix: "logs",
    intervalSeconds: 300,
    keepSeconds: 86_400,
  };
  const files = await backfill({ delivery, past });
  expect(files).toHaveLength(8);
  expect(files[0]?.key).toMatch(
    /^logs\/AWSLogs\/123456789012\/elasticloadbalancing\/eu-west-1\/2026\/01\/01\/.*_20260101T0005Z_198\.51\.100\.\d+_\w+\.log\.gz$/,
  );
  const lines = files.map(({ bytes }) => gunzipSync(bytes).toString().trimEnd().split("\n"));
  expect(lines.flat()).toHaveLength(27_000);
  for (const moments of lines.map((some) => some.map((line) => line.split(" ")[1] ?? "")))
    expect(moments).toEqual(moments.toSorted());
});
