import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import type { BalancerCounts } from "../../lab/alb/counts.ts";
import { createRandom } from "../../lab/alb/random.ts";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { lives } from "../../lab/scenarios/live/index.ts";
import { type LiveSite, startLiveSite } from "../../lab/scenarios/live/site.ts";
import type { RecordedCall } from "../../lab/scenarios/scenario.ts";

let site: LiveSite | undefined;
let calls: RecordedCall[] = [];

afterEach(async () => {
  await site?.close();
  site = undefined;
  calls = [];
});

/** A scenario's site under much traffic. */
async function start(name: string): Promise<LiveSite> {
  const { path, idleTimeoutSeconds = 60, manners } = scenarioNamed(name);
  const settings = {
    ...{ hops: [...path], idleTimeoutSeconds, requestsPerSecond: 80, logs: true },
    manners: manners ?? { preStop: 15, grace: 60 },
  };
  const live = lives[name]?.(createRandom(1));
  if (!live) throw new Error(`${name} does not really fail.`);
  const call = (one: RecordedCall) => void calls.push(one);
  site = await startLiveSite(live, { settings, seed: 1, logSeconds: 5, call });
  return site;
}

/** What was counted once it fits; rejects in words after two minutes. */
async function until(
  { ledger }: LiveSite,
  fits: (counts: BalancerCounts) => boolean,
): Promise<BalancerCounts> {
  for (const deadline = Date.now() + 120_000; ; await pause(200)) {
    const counts = ledger.counts(0, Date.now() + 1_000);
    if (fits(counts)) return counts;
    if (Date.now() > deadline) throw new Error(`In vain: ${JSON.stringify(counts).slice(0, 400)}`);
  }
}

type Name =
  | "elb502"
  | "elb503"
  | "elb504"
  | "elb4xx"
  | "target5xx"
  | "targetConnectionErrors"
  | "targetTlsErrors";

it.each<[string, Name, readonly Name[]]>([
  ["connect-refused", "targetConnectionErrors", ["elb502"]],
  ["tls-fails", "targetTlsErrors", ["elb502"]],
  ["killed-mid-request", "elb502", []],
  ["malformed-response", "elb502", []],
  ["large-headers", "elb502", []],
  ["inner-race", "target5xx", []],
  ["app-502", "target5xx", []],
  ["client-460", "elb4xx", []],
  ["slow-504", "elb504", []],
  ["no-targets", "elb503", []],
])("%s really fails, is counted as %s, and as nothing else", async (name, sign, others) => {
  const counts = await until(await start(name), (counted) => counted[sign] >= 2);
  const signs: readonly Name[] = [
    ...(["elb502", "elb503", "elb504", "elb4xx"] as const),
    ...(["target5xx", "targetConnectionErrors", "targetTlsErrors"] as const),
  ];
  const seen = signs.filter((one) => counts[one] > 0);
  expect(seen.toSorted()).toEqual([sign, ...others].toSorted());
});

it("a deploy kills requests under way, exchanges all targets and is on record", async () => {
  const running = await start("deploy");
  const before = running.fleet.routed();
  running.fleet.deploy();
  await until(running, () => before.every((port) => !running.fleet.routed().includes(port)));
  const counts = running.ledger.counts(0, Date.now());
  expect(counts.elb502).toBeGreaterThan(0);
  expect(counts.healthyHosts.max).toBeGreaterThan(counts.healthyHosts.min);
  expect(calls.map(({ name }) => name).toSorted()).toEqual([
    ...Array(4).fill("DeregisterTargets"),
    ...Array(4).fill("RegisterTargets"),
  ]);
});
