import { afterEach, beforeEach, expect, test } from "vitest";
import type { Evidence } from "#flow";
import type { Scene } from "../../../../lab/alb/past.ts";
import { quietScene } from "../../../../lab/alb/scenes.ts";
import { createGuard } from "../../../../src/probes/network-guard.ts";
import { noPermits } from "../../../../src/probes/request-permits.ts";
import { picturesOf } from "../../../../src/run/slices/looks.ts";
import type { Visit } from "../../../../src/run/visits.ts";
import { watched } from "../sending.ts";
import { contextOf, MINUTE, NOW, shopWeb, visitWith } from "../stage.ts";
import {
  type Around,
  changedAt,
  countAfter,
  facts,
  fixed,
  look as lookFrom,
  openSite,
  type Site,
  unfixed,
} from "./look.ts";

let site: Site;
const look = (...[scene, around]: [Scene, Around?]) => lookFrom(site, scene, around);

beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

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
  Object.assign(site.answers, { serverHeader: "awselb/2.0", status: 502 });
  const { evidence } = await look(fixed);
  expect(evidence.finding).toBe("still-failing");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3, failures: 3 }]);
});

test("a 502 without a Server header counts for nothing, and its time is left out of later counts", async () => {
  Object.assign(site.answers, { serverHeader: "", status: 502 });
  const { evidence } = await look(fixed);
  expect(evidence.details[0]).toMatch(/^0 of 3 fresh .* 3 got a 502 without a Server header/);
  expect(evidence.details[0]).not.toContain("the path works");
  expect(evidence.finding).toBe("fixed");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3, failures: 3 }]);
});

test("a look that someone stops says what was sent until then, and counts nothing", async () => {
  const run = { facts: { ...facts, count: 20, pause: 0.5 } };
  const { evidence } = await look(fixed, { run, stopAfter: 3 });
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toMatch(/^2 of 2 fresh HEAD requests .* reached a target/);
  expect(evidence.says).toContain("The other requests of 20 were not sent.");
  expect(evidence.says).toContain("The counts were not read any more.");
  expect(evidence.numbers.own).toMatchObject([{ requests: 2, failures: 0 }]);
  expect(evidence.readings[0]).toMatchObject({ value: "2 of 2" });
});

test("errors of the target itself do not read as a path that works", async () => {
  expect((await look(fixed)).evidence.details[0]).toContain("the path works");
  site.answers.status = 500;
  const says = (await look(fixed)).evidence.details[0];
  expect(says).toContain("reached a target (3 × 500). 3 of them got an error of the target's own");
  expect(says).not.toContain("the path works");
});

test("the values of a query are sent and never shown", async () => {
  const asked: (string | undefined)[] = [];
  site.server.on("request", ({ url }) => asked.push(url));
  const url = "http://shop.example/cart?token=hush";
  const { evidence } = await look(fixed, { run: { facts: { ...facts, url } } });
  expect(asked).toContain("/cart?token=hush");
  expect(evidence.details[0]).toContain("to http://shop.example/cart?… reached");
  expect(JSON.stringify(evidence)).not.toContain("hush");
});

test("a minute after the change: not enough, with the number that is needed", async () => {
  const { evidence } = await look(fixed, { run: { changes: [NOW - MINUTE] } });
  expect(evidence.finding).toBe("not-enough");
  expect(evidence.numbers.needed).toBeGreaterThan(0);
});

test("another load than before: not comparable", async () => {
  const { evidence } = await look(fixed, { load: (at) => (at < changedAt ? 1 : 4) });
  expect(evidence.finding).toBe("not-comparable");
  expect(evidence.says).toContain("each target gets 4 times the requests");
});

test("nothing but the load balancer's own redirects proves nothing, and is said", async () => {
  Object.assign(site.answers, { serverHeader: "awselb/2.0", status: 301 });
  const { evidence } = await look(quietScene());
  expect(evidence.details[0]).toContain("answered 3 by itself with 301");
  expect(evidence.numbers.own).toMatchObject([{ requests: 0, failures: 0 }]);
});

/** A visit that saw this. */
const seenAs = ({ facts: _, ...evidence }: Evidence): Visit => ({
  ...visitWith("alb.retest@1", {}),
  evidence,
});

test("the first retest freezes the baseline and a later one counts against it without reading it again", async () => {
  const first = await look(fixed);
  expect(first.evidence.numbers.baseline).toMatchObject({ to: changedAt });
  const kept = visitWith("alb.retest@1", first.evidence.numbers);
  const later = await look(quietScene(), { run: { visits: [kept] } });
  expect(later.evidence.numbers.before).toEqual(first.evidence.numbers.before);
  expect(later.evidence.numbers).not.toHaveProperty("baseline");
  expect(later.metricQuestions).toBe(1);
  const superseded = { ...kept, superseded: true };
  expect((await look(fixed, { run: { visits: [superseded] } })).metricQuestions).toBe(2);
});

test("what retests keep is enough to draw before and after, for a later one too", async () => {
  const first = await look(fixed);
  const kept = seenAs(first.evidence);
  const later = seenAs((await look(quietScene(), { run: { visits: [kept] } })).evidence);
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
  const { evidence } = await look(fixed, {
    run: { visits: [visitWith("alb.pattern@1", { since })] },
  });
  expect(evidence.numbers.before).toMatchObject({ from: since + MINUTE, to: changedAt });
});

test("requests of earlier retests, failed ones too, are not judged", async () => {
  const alone = await look(fixed);
  const own = [
    { from: NOW - 30 * MINUTE, to: NOW - 29 * MINUTE - 1, requests: 500, failures: 0 },
    { from: NOW - 20 * MINUTE, to: NOW - 19 * MINUTE - 1, requests: 500, failures: 2 },
  ];
  const { evidence } = await look(fixed, { run: { visits: [visitWith("alb.retest@1", { own })] } });
  const left = countAfter(alone.evidence.numbers) - countAfter(evidence.numbers);
  // All of one minute's 6,000 or so, and 500 of another's.
  expect(left).toBeGreaterThan(6_000);
  expect(left).toBeLessThan(7_000);
});

test("counts that may not be read leave no finding, and the fresh requests are still told", async () => {
  const { evidence } = await look(fixed, { denied: ["cloudwatch:GetMetricData"] });
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("cloudwatch:GetMetricData");
  expect(evidence.details[0]).toContain("3 of 3 fresh HEAD requests");
  expect(evidence.numbers.own).toMatchObject([{ requests: 3 }]);
});

test("listeners that may not be read keep nobody from counting", async () => {
  const { evidence } = await look(fixed, { denied: ["elasticloadbalancing:DescribeListeners"] });
  expect(evidence.finding).toBe("fixed");
  expect(evidence.details[0]).toContain("No fresh requests were sent");
});

test("the queries can be repeated by hand", async () => {
  const { evidence } = await look(fixed);
  expect(evidence.queries.at(-1)).toMatch(/^curl -I --connect-to/);
  expect(evidence.queries.at(-2)).toMatch(/^aws cloudwatch get-metric-data/);
});

test("what is sent is asked for, and told once it is over", async () => {
  const { permits, told } = watched();
  const { traces } = await look(fixed, { sending: { permits } });
  expect(told).toEqual(["asked for 3 to shop-web", "sent 3"]);
  expect(traces).toHaveLength(1);
});

test("where nothing may be sent nothing is announced, why is said, and the counts still stand", async () => {
  const { evidence, traces } = await look(fixed, { sending: { permits: noPermits } });
  expect(evidence.details[0]).toBe("No fresh requests were sent. This process sends no requests.");
  expect(evidence.finding).toBe("fixed");
  expect(traces).toEqual([]);
});

test("GET that one person asked for is HEAD, and that is said", async () => {
  const methods: (string | undefined)[] = [];
  site.server.on("request", ({ method }) => methods.push(method));
  const { evidence } = await look(fixed, { run: { facts: { ...facts, method: "GET" } } });
  expect(methods).toEqual(["HEAD", "HEAD", "HEAD"]);
  expect(evidence.details[0]).toContain("GET takes the word of two people");
});

test("a host that no rule names gets nothing", async () => {
  const url = "http://admin.internal/delete?id=42";
  const { evidence } = await look(fixed, { run: { facts: { ...facts, url } } });
  expect(evidence.details[0]).toContain("no rule of shop-web names the host admin.internal");
});

test("nothing is sent to this machine unless it is the practice's", async () => {
  const { evidence } = await look(fixed, { sending: { guard: createGuard() } });
  expect(evidence.details[0]).toContain("127.0.0.1, where Handrail connects to nothing");
});
