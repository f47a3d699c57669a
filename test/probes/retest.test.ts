import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawPast, type Scene } from "../../lab/alb/past.ts";
import { quiet, steadyTrickle } from "../../lab/alb/scenes.ts";
import { spread } from "../../lab/alb/spread.ts";
import { shop } from "../../lab/aws/shop.ts";
import { picturesOf } from "../../src/engine/pictures.ts";
import type { Run } from "../../src/engine/run.ts";
import { retest } from "../../src/probes/retest.ts";
import { contextOf, MINUTE, NOW, options, REGION, shopWeb, stage, visitWith } from "./stage.ts";

const changedAt = NOW - 60 * MINUTE;
const fixed = steadyTrickle({ from: NOW - 600 * MINUTE, to: changedAt, share: 2e-4 });
const unfixed = steadyTrickle({ from: NOW - 600 * MINUTE, share: 2e-4 });
const facts = { ...shopWeb, count: 3, pause: 0 };

let server: Server;
let serverHeader: string;
let status: number;

beforeEach(async () => {
  [serverHeader, status] = ["shop", 200];
  server = createServer((_, response) =>
    response.writeHead(status, serverHeader === "" ? {} : { server: serverHeader }).end(),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

test("fewer failures at the same load, and fresh requests that arrive: fixed", async () => {
  const { evidence, reports } = await look(fixed);
  expect(evidence.finding).toBe("fixed");
  expect(evidence.says).toMatch(
    /^0 of [\d,]+ requests failed since 14:00 UTC; before the change, at the same load, \d+ of/,
  );
  expect(evidence.details[0]).toContain("3 of 3 fresh HEAD requests");
  expect(evidence.numbers).toMatchObject({ after: { k: 0, to: NOW }, needed: 0, attempt: 1 });
  expect(reports.map(({ says }) => says)).toContain("3 of 3 requests sent, 0 failed with 502");
});

test("the old rate: still failing", async () => {
  expect((await look(unfixed)).evidence.finding).toBe("still-failing");
});

test("a fresh request that the load balancer answers with 502: still failing, though the counts are clean", async () => {
  [serverHeader, status] = ["awselb/2.0", 502];
  const { evidence } = await look(fixed);
  expect(evidence.finding).toBe("still-failing");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3, failures: 3 }]);
});

test("a 502 without a Server header counts for nothing, and its time is left out of later counts", async () => {
  [serverHeader, status] = ["", 502];
  const { evidence } = await look(fixed);
  expect(evidence.details[0]).toMatch(/^0 of 3 fresh .* 3 got a 502 without a Server header/);
  expect(evidence.details[0]).not.toContain("the path works");
  expect(evidence.finding).toBe("fixed");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3, failures: 3 }]);
});

test("errors of the target itself do not read as a path that works", async () => {
  expect((await look(fixed)).evidence.details[0]).toContain("the path works");
  status = 500;
  const says = (await look(fixed)).evidence.details[0];
  expect(says).toContain("reached a target (3 × 500). 3 of them got an error of the target's own");
  expect(says).not.toContain("the path works");
});

test("the values of a query are sent and never shown", async () => {
  const asked: (string | undefined)[] = [];
  server.on("request", ({ url }) => asked.push(url));
  const url = "http://shop.example/cart?token=hush";
  const { evidence } = await look(fixed, { facts: { ...facts, url } });
  expect(asked).toContain("/cart?token=hush");
  expect(evidence.details[0]).toContain("to http://shop.example/cart?… reached");
  expect(JSON.stringify(evidence)).not.toContain("hush");
});

test("a minute after the change: not enough, with the number that is needed", async () => {
  const { evidence } = await look(fixed, { changes: [NOW - MINUTE] });
  expect(evidence.finding).toBe("not-enough");
  expect(evidence.numbers.needed).toBeGreaterThan(0);
});

test("another load than before: not comparable", async () => {
  const { evidence } = await look(fixed, {}, (at) => (at < changedAt ? 1 : 4));
  expect(evidence.finding).toBe("not-comparable");
  expect(evidence.says).toContain("each target gets 4 times the requests");
});

test("nothing but the load balancer's own redirects proves nothing, and is said", async () => {
  [serverHeader, status] = ["awselb/2.0", 301];
  const { evidence } = await look(quiet());
  expect(evidence.details[0]).toContain("answered 3 by itself with 301");
  expect(evidence.numbers.own).toMatchObject([{ requests: 0, failures: 0 }]);
});

test("the first retest freezes the baseline and a later one counts against it without reading it again", async () => {
  const first = await look(fixed);
  expect(first.evidence.numbers.baseline).toMatchObject({ to: changedAt });
  const kept = visitWith("alb.retest@1", first.evidence.numbers);
  const later = await look(quiet(), { visits: [kept] });
  expect(later.evidence.numbers.before).toEqual(first.evidence.numbers.before);
  expect(later.evidence.numbers).not.toHaveProperty("baseline");
  expect(later.metricQuestions).toBe(1);
  const superseded = { ...kept, superseded: true };
  expect((await look(fixed, { visits: [superseded] })).metricQuestions).toBe(2);
});

test("what retests keep is enough to draw before and after, for a later one too", async () => {
  const first = await look(fixed);
  const kept = visitWith("alb.retest@1", first.evidence.numbers);
  const later = visitWith(
    "alb.retest@1",
    (await look(quiet(), { visits: [kept] })).evidence.numbers,
  );
  const { run } = contextOf(shopWeb, { visits: [kept, later] }).context;
  const [drawn] = picturesOf(run, kept);
  const [again] = picturesOf(run, later);
  if (drawn?.kind !== "comparison" || again?.kind !== "comparison")
    throw new Error("Nothing was drawn.");
  expect(drawn.before.chart.failures.length).toBeGreaterThan(100);
  expect(drawn.after.chart.from).toBe(changedAt);
  expect(again.before).toEqual(drawn.before);
});

test("the baseline begins where failures did, not in the calm before", async () => {
  const since = changedAt - 30 * MINUTE;
  const { evidence } = await look(fixed, { visits: [visitWith("alb.pattern@1", { since })] });
  expect(evidence.numbers.before).toMatchObject({ from: since + MINUTE, to: changedAt });
});

test("requests of earlier retests, failed ones too, are not judged", async () => {
  const alone = await look(fixed);
  const own = [
    { from: NOW - 30 * MINUTE, to: NOW - 29 * MINUTE - 1, requests: 500, failures: 0 },
    { from: NOW - 20 * MINUTE, to: NOW - 19 * MINUTE - 1, requests: 500, failures: 2 },
  ];
  const { evidence } = await look(fixed, { visits: [visitWith("alb.retest@1", { own })] });
  const left = countAfter(alone.evidence.numbers) - countAfter(evidence.numbers);
  // All of one minute's 6,000 or so, and 500 of another's.
  expect(left).toBeGreaterThan(6_000);
  expect(left).toBeLessThan(7_000);
});

test("counts that may not be read leave no finding, and the fresh requests are still told", async () => {
  const { evidence } = await look(fixed, {}, () => 1, ["cloudwatch:GetMetricData"]);
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("cloudwatch:GetMetricData");
  expect(evidence.details[0]).toContain("3 of 3 fresh HEAD requests");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3 }]);
});

test("listeners that may not be read keep nobody from counting", async () => {
  const { evidence } = await look(fixed, {}, () => 1, ["elasticloadbalancing:DescribeListeners"]);
  expect(evidence.finding).toBe("fixed");
  expect(evidence.details[0]).toContain("No fresh requests were sent");
});

test("the queries can be repeated by hand", async () => {
  const { evidence } = await look(fixed);
  expect(evidence.queries[0]).toMatch(/^curl -I --connect-to/);
  expect(evidence.queries.at(-1)).toMatch(/^aws cloudwatch get-metric-data/);
});

async function look(
  scene: Scene,
  run: Partial<Run> = {},
  load: (at: number) => number = () => 1,
  denied: readonly `${"cloudwatch" | "elasticloadbalancing"}:${string}`[] = [],
) {
  const { practice, accountFor } = await stage(scene, { loadBalancers: balancersOf(scene, load) });
  for (const action of denied) practice.faults.deny(action);
  const { context, reports } = contextOf(facts, { changes: [changedAt], ...run });
  const resolve = async (name: string) => [name];
  const requestTime = (signal: AbortSignal) => signal;
  const evidence = await retest({ accountFor, options, resolve, requestTime })(context);
  const metricQuestions = practice
    .calls()
    .filter(({ action }) => action === "GetMetricData").length;
  return { evidence, reports, metricQuestions };
}

/** The shop, whose load balancer listens where the test's server does. */
function balancersOf(scene: Scene, load: (at: number) => number) {
  const address = server.address();
  const parts = { binSeconds: 60, zones: ["eu-central-1a"] as const, seed: 3, scene };
  const usual = {
    newConnectionsPerSecond: 10,
    openConnections: 50,
    responseSeconds: spread(0.02),
    hosts: 2,
  };
  const draw = (from: number, to: number) =>
    drawPast({
      ...parts,
      zones: [...parts.zones],
      usual: { ...usual, requestsPerSecond: 100 * load(from) },
      from,
      to,
    });
  const before = draw(NOW - 300 * MINUTE, changedAt);
  const after = draw(changedAt, NOW);
  const metrics = {
    counts: (from: number, to: number, zone?: string) =>
      (from < changedAt ? before : after).counts(from, to, zone),
  };
  return shop({
    region: REGION,
    zones: ["eu-central-1a"],
    port: address !== null && typeof address === "object" ? address.port : 0,
    idleMs: () => 60_000,
    backendPort: 3000,
    healthy: () => true,
    metrics,
    calm: metrics,
  });
}

function countAfter(numbers: { readonly [name: string]: unknown }): number {
  const { after } = numbers;
  return after !== null && typeof after === "object" && "n" in after ? Number(after.n) : Number.NaN;
}
