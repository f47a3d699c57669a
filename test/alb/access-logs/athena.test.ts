import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Account as Lab, startAccount } from "../../../lab/aws/account.ts";
import { type AthenaService, startAthena } from "../../../lab/aws/athena/service.ts";
import * as causes from "../../../lab/logs/causes.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import { type AthenaPlace, runStatement } from "../../../src/alb/access-logs/athena-query.ts";
import { type AthenaOptions, readAthena } from "../../../src/alb/access-logs/athena-read.ts";
import { sampledShare } from "../../../src/alb/access-logs/rows-around-failures.ts";
import { judgeLogs } from "../../../src/alb/gaps/log-verdict.ts";
import { openAccount } from "../../../src/aws/account.ts";
import { newYear, readingOfEntries } from "./session.ts";
import { withRace } from "./sites.ts";

const site = withRace(8, 2_000);
const entries = [
  ...simulateLogEntries({
    ...site,
    causes: [...(site.causes ?? []), causes.badHeaders("/items/1?page=1")],
  }),
];
const common = { database: "logs", table: "alb", workgroups: ["handrail"], entries };
const open: { lab: Lab; athena: AthenaService }[] = [];
let waits = 0;

beforeAll(async () => {
  await started({ rowsPerPage: 7 });
});
afterAll(async () => {
  for (const { lab, athena } of open) {
    await lab.close();
    athena.close();
  }
});
beforeEach(() => {
  waits = 0;
});

async function started(more: Partial<Parameters<typeof startAthena>[0]>) {
  const athena = await startAthena({ ...common, ...more });
  const lab = await startAccount({ loadBalancers: [], athena });
  open.push({ lab, athena });
  return { athena, lab, place: placeIn(lab) };
}

/** Its second of waiting is a turn of the event loop here. */
function placeIn({ endpoint, credentials }: Lab): AthenaPlace {
  const account = openAccount({ name: "lab", region: "eu-west-1", endpoint, credentials });
  const wait = async (_: number, signal: AbortSignal) => {
    waits += 1;
    await new Promise(setImmediate);
    signal.throwIfAborted();
  };
  return { account, database: "logs", workgroup: "handrail", wait };
}

const asking = (more: Partial<AthenaOptions> = {}): AthenaOptions => ({
  table: "logs.alb",
  stretch: {},
  mostBytes: 100e9,
  resources: { memoryMegabytes: 500, threads: 2 },
  signal: new AbortController().signal,
  ...more,
});

const first = () => {
  const [one] = open;
  if (one === undefined) throw new Error("not started");
  return { ...one, place: placeIn(one.lab) };
};

it("answers and judges as DuckDB does over the same lines", async () => {
  const { place, athena } = first();
  const there = await readAthena(place, asking());
  const here = await readingOfEntries(entries);
  const judged = [there, here].map(({ answers }) => judgeLogs(answers));
  const [asked, read] = judged.map(withoutRounding);
  expect(asked).toEqual(read);
  expect(judged[0]?.verdict).toBe("mixed");
  expect(judged[0]?.families.map(({ result }) => result.verdict)).toContain("shown");
  expect(there.answers.requests).toBe(entries.length);
  expect(there.answers.signatures.some(({ failingUrl }) => failingUrl)).toBe(true);
  expect(there.athena).toMatchObject({ scannedBytes: 5_000 * entries.length, testedShare: 1 });
  expect(there.athena?.queries).toEqual(athena.executions.slice(-5).map(({ id }) => id));
  // Five statements, each billed for at least 10 MB at 5 dollars a terabyte.
  expect(there.athena?.dollars).toBeCloseTo(5 * 10e6 * 5e-12, 9);
});

/** DuckDB sums in any order, so the last digit of an expectation varies from run to run, and the chance by a step with it. */
const withoutRounding = (judgement: ReturnType<typeof judgeLogs>) => ({
  ...judgement,
  families: judgement.families.map(({ result, ...family }) => ({
    ...family,
    result: { ...result, expected: result.expected.toFixed(6), chance: result.chance < 1e-3 },
  })),
});

it("asks of the stretch alone, and of its days where the table has them", async () => {
  const { place, athena } = first();
  const stretch = { from: newYear + 300, to: newYear + 600, partition: "day" };
  const { answers } = await readAthena(place, asking({ stretch }));
  const expected = entries.filter(({ created, at }) => at >= stretch.from && created < stretch.to);
  expect(answers.requests).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(0);
  const past = { from: newYear + 90_000, partition: "day" };
  expect((await readAthena(place, asking({ stretch: past }))).answers.requests).toBe(0);
  expect(athena.executions.at(-1)?.sql).toContain("day >= '2026/01/02'");
});

it("asks of one load balancer alone, and of nothing that is no name of one", async () => {
  const { place } = first();
  const asked = (loadBalancer: string) => readAthena(place, asking({ stretch: { loadBalancer } }));
  const own = await asked("app/shop/50dc6c495c0c9188");
  expect(own.answers.requests).toBe(entries.length);
  expect((await asked("app/shop/50dc6c495c0c9189")).answers.requests).toBe(0);
  await expect(asked("app/shop/1' or 1=1 --")).rejects.toThrow("no load balancer's part of an ARN");
});

it("says in a sentence why Athena could not run a query", async () => {
  const { place } = first();
  const asked = readAthena(place, asking({ table: "logs.nothing" }));
  await expect(asked).rejects.toThrow(/Athena could not run the query .*nothing does not exist/);
});

it("stops a query that has read too much", async () => {
  const { place, athena } = await started({ stuck: "RUNNING", scannedBytes: 3e9 });
  await expect(readAthena(place, asking({ mostBytes: 2e9 }))).rejects.toThrow(
    "stopped when it had read 3.00 GB, more than may be read",
  );
  expect(athena.executions.map(({ state }) => state)).toEqual(["CANCELLED"]);
});

it("asks no further question when all may be read was read", async () => {
  const { place, athena } = await started({ scannedBytes: 3e9 });
  await expect(readAthena(place, asking({ mostBytes: 2e9 }))).rejects.toThrow("has read 3.00 GB");
  expect(athena.executions).toHaveLength(1);
});

it("stops the query in Athena when a person stops waiting", async () => {
  const { place, athena } = await started({ stuck: "QUEUED" });
  const stop = new AbortController();
  const wait = async () => {
    waits += 1;
    if (waits === 3) stop.abort(new Error("enough"));
  };
  const asked = readAthena({ ...place, wait }, asking({ signal: stop.signal }));
  await expect(asked).rejects.toThrow("enough");
  expect(athena.executions.map(({ state }) => state)).toEqual(["CANCELLED"]);
});

it("says that somebody else stopped a query", async () => {
  const { place, athena } = await started({ stuck: "RUNNING" });
  const wait = async () => {
    for (const execution of athena.executions) athena.stop(execution);
  };
  await expect(readAthena({ ...place, wait }, asking())).rejects.toThrow("was cancelled");
});

it.each([
  "athena:StartQueryExecution",
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
] as const)("names the statement that lets it call %s", async (action) => {
  const { place, lab } = first();
  lab.faults.deny(action);
  await expect(readAthena(place, asking())).rejects.toThrow(
    `${action} was not read: access denied to arn:aws:sts::123456789012:assumed-role/handrail-reader/practice. Add this statement to its policy: {"Effect":"Allow","Action":"${action}","Resource":"arn:aws:athena:*:*:workgroup/handrail"}`,
  );
  lab.faults.clear();
});

it.each(["drop table logs.alb", "select 1; drop table x", "with a as (select 1)\n;", ""])(
  "sends no %j",
  async (sql) => {
    const { place, athena } = first();
    const before = athena.executions.length;
    const limits = { mostBytes: 1e9, signal: new AbortController().signal };
    await expect(runStatement(place, sql, limits)).rejects.toMatchObject({ kind: "refused" });
    await expect(
      runStatement({ ...place, workgroup: "" }, "select 1", limits),
    ).rejects.toMatchObject({ kind: "refused" });
    expect(athena.executions).toHaveLength(before);
  },
);

it("fetches about 300,000 rows at most, by the traffic around the failures", () => {
  const minute = (at: number, requests: number, failures: number) => ({
    ...{ at: at * 60_000, requests, failures },
  });
  expect(sampledShare([minute(100, 1_000, 1), minute(101, 500, 0)])).toBe(1);
  // The hour before is no one's past.
  expect(
    sampledShare([minute(0, 9e9, 0), minute(100, 2_000_000, 1), minute(85, 1_000_000, 0)]),
  ).toBe(0.1);
});
