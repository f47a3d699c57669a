import { expect, test } from "vitest";
import type { LogGroupResource } from "../../../../lab/aws/logs/groups.ts";
import { LookStopped } from "../../../../src/run/errors.ts";
import { contextOf, lookBy, MINUTE, NOW, REGION, shopWeb, stage, visitWith } from "../stage.ts";

const from = NOW - 60 * MINUTE;
const failures502 = Array.from({ length: 60 }, (_, index) => (index % 6 === 0 ? 1 : 0));
const chart = { from, periodSeconds: 60, requests: failures502.map(() => 900), failures502 };
const looked = { visits: [visitWith("alb.pattern@1", { chart })] };

const minutes = [...failures502.keys()];
const served = minutes.map((index) => ({ at: from + index * MINUTE, message: "GET / 200" }));
const closed = minutes
  .filter((index) => index % 6 === 0)
  .map((index) => ({
    at: from + index * MINUTE + 2_000,
    message: `upstream prematurely closed connection, client: 10.0.0.9, request: "POST /pay?card=4111"`,
  }));

const group = (more: Partial<LogGroupResource> = {}): LogGroupResource => ({
  name: "/ecs/shop-web",
  region: REGION,
  createdAt: NOW - 10 * 24 * 60 * MINUTE,
  storedBytes: 2.4e9,
  lines: (start, end) => [...served, ...closed].filter(({ at }) => at >= start && at < end),
  ...more,
});

async function look(facts = {}, more: Partial<LogGroupResource> = {}, logPolls = 1) {
  const logGroups = [group(more), group({ name: "/ecs/shop-worker", lines: () => [] })];
  const { practice, accountFor } = await stage(undefined, { logGroups, logPolls });
  const probe = lookBy("backend.logs", { accountFor, options: { pollSeconds: 0.01 } });
  const asked = { ...shopWeb, logGroup: "/ecs/shop-web", ...facts };
  const { context, reports } = contextOf(asked, looked);
  return { practice, probe, context, reports };
}

const actionsOf = (practice: { calls: () => readonly { action: string }[] }) =>
  practice.calls().map(({ action }) => action);

test("what an upstream closed at the 502s is found, counted and priced", async () => {
  const { probe, context, reports } = await look();
  const evidence = await probe(context);
  expect(evidence).toMatchObject({ finding: "upstream-closed", strength: "likely" });
  expect(evidence.says).toContain("10 of 10 minutes with 502s");
  // 2.4 GB in ten days are 10 MB in an hour.
  expect(reports[0]?.says).toContain("about 10 MB");
  expect(reports[0]?.says).toContain("at most 1 GB");
  const cost = evidence.readings.find(({ label }) => label === "What this look cost");
  expect(cost).toMatchObject({ source: expect.stringContaining("$0.005 per GB") });
  const query = evidence.queries.find((line) => line.startsWith("aws logs start-query"));
  expect(query).toContain(`--start-time ${from / 1_000} --end-time ${NOW / 1_000 - 1}`);
  expect(JSON.stringify(evidence)).not.toMatch(/10\.0\.0\.9|4111/);
});

test("a log without such lines is silent, as in the race", async () => {
  const { probe, context } = await look({}, { lines: () => served });
  const evidence = await probe(context);
  expect(evidence).toMatchObject({ finding: "silent", strength: "possible" });
});

test("a log group is also found by its ARN", async () => {
  const logGroup = `arn:aws:logs:${REGION}:123456789012:log-group:/ecs/shop-web:*`;
  const { probe, context } = await look({ logGroup });
  expect(await probe(context)).toMatchObject({ finding: "upstream-closed" });
});

test("where it is not there, similar names are offered and nothing is searched", async () => {
  const { practice, probe, context } = await look({ logGroup: "/ecs/shop-wbe" });
  const evidence = await probe(context);
  expect(evidence.finding).toBe("unknown");
  expect(evidence.says).toContain("Similar: /ecs/shop-web");
  expect(actionsOf(practice)).not.toContain("StartQuery");
});

test("a name is asked for where none was given", async () => {
  const { probe, context } = await look({ logGroup: " " });
  expect(await probe(context)).toMatchObject({ finding: "unknown" });
});

test("what is estimated above the cap is not searched, until more is allowed", async () => {
  const big = { storedBytes: 480e9 };
  const { practice, probe, context } = await look({}, big);
  const evidence = await probe(context);
  expect(evidence.finding).toBe("over-cap");
  expect(evidence.says).toContain("2 GB (about $0.01)");
  expect(actionsOf(practice)).not.toContain("StartQuery");
  const allowed = await look({ mostScanned: "5 GB (about $0.025)" }, big);
  expect(await allowed.probe(allowed.context)).toMatchObject({ finding: "upstream-closed" });
});

test("a search that scans more than was allowed is stopped", async () => {
  const { practice, probe, context } = await look({}, { scannedBytes: 8e9 }, 5);
  const evidence = await probe(context);
  expect(evidence.finding).toBe("over-cap");
  expect(evidence.says).toContain("was stopped after 1.33 GB");
  expect(actionsOf(practice).at(-1)).toBe("StopQuery");
});

test("a look that is ended stops its search", async () => {
  const { practice, probe, context } = await look({}, {}, 100_000);
  const ending = new AbortController();
  const report = () => ending.abort(new LookStopped("A person ended it."));
  const evidence = await probe({ ...context, report, signal: ending.signal });
  expect(evidence.finding).toBeNull();
  const later = await look({}, {}, 100_000);
  let reports = 0;
  const stopLater = new AbortController();
  const evidenceLater = await later.probe({
    ...later.context,
    report: () => {
      reports += 1;
      if (reports === 3) stopLater.abort(new LookStopped("A person ended it."));
    },
    signal: stopLater.signal,
  });
  expect(evidenceLater.finding).toBeNull();
  expect(actionsOf(later.practice).at(-1)).toBe("StopQuery");
  expect(actionsOf(practice)).not.toContain("GetQueryResults");
});

test("a missing right is named, with the statement that gives it", async () => {
  const { practice, probe, context } = await look();
  practice.faults.deny("logs:StartQuery");
  const evidence = await probe(context);
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("access denied");
  expect(evidence.says).toContain('"logs:StartQuery"');
});
