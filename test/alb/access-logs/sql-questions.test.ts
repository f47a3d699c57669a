import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, it } from "vitest";
import { insertSql, tableSql, trinoFunctions } from "../../../lab/aws/athena/trino.ts";
import type { LogEntry } from "../../../lab/logs/line.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import { type AnswerRow, readAnswerRows } from "../../../src/alb/access-logs/answers-from-rows.ts";
import { athenaStatement } from "../../../src/alb/access-logs/athena-statement.ts";
import { logQuestions } from "../../../src/alb/access-logs/sql-questions.ts";
import { lineSignature } from "../../../src/alb/gaps/signatures.ts";
import { readingOfEntries } from "./session.ts";
import { withRace } from "./sites.ts";

const times = fc.constantFrom(-1, 0, 0.001, 0.019, 0.02, 0.5, 1, 7.2);
const failure = fc.record({
  times: fc.tuple(times, times, times),
  targetStatus: fc.constantFrom(null, 200, 502),
  target: fc.constantFrom("10.0.1.7:3000", null),
  errorReason: fc.constantFrom("-", "LambdaUnhandled", "WAFConnectionTimeout"),
});

it("gives every 502 the signature that the domain gives it", async () => {
  const rows = fc.sample(failure, { numRuns: 300, seed: 7 });
  const entries = rows.map((row, index): LogEntry => {
    const created = 1_767_225_600 + index;
    const common = { created, at: created + 0.01, node: "10.0.0.1", client: "203.0.113.9:41000" };
    return { ...common, ...row, group: `row-${index}`, status: 502, method: "GET", path: "/" };
  });
  const { answers } = await readingOfEntries(entries);
  const found = new Map(answers.signatures.map(({ group, signature }) => [group, signature]));
  for (const [index, { times, target, ...row }] of rows.entries()) {
    const [requestSeconds, targetSeconds, responseSeconds] = times;
    const shape = { hasTarget: target !== null, requestSeconds, targetSeconds, responseSeconds };
    expect(found.get(`row-${index}`), JSON.stringify(rows[index])).toBe(
      lineSignature({ ...shape, ...row }),
    );
  }
});

it("answers the same as SQL for Athena, run over AWS's table with Trino's functions", async () => {
  const entries = [...simulateLogEntries(withRace(8, 2_000))];
  const here = (await readingOfEntries(entries)).answers;
  const there = await askAthena(entries);
  expect({ ...there, gaps: [], signatures: [] }).toEqual({ ...here, gaps: [], signatures: [] });
  expect(there.signatures.map(({ count }) => count).sort()).toEqual(
    here.signatures.map(({ count }) => count).sort(),
  );
  expect(there.gaps.map(({ group, shape }) => `${group} ${shape}`).sort()).toEqual(
    here.gaps.map(({ group, shape }) => `${group} ${shape}`).sort(),
  );
});

it.each(["alb; drop table x", "a b", "", "x--"])("refuses %j as a table's name", (table) => {
  expect(() => athenaStatement(logQuestions.gaps, table)).toThrow(RangeError);
});

it("asks Athena only for the stretch of time that was asked for", () => {
  const sql = athenaStatement(logQuestions.minutes, "logs.alb", { from: 100, to: 200 });
  expect(sql).toContain("from logs.alb");
  expect(sql).toMatch(/ended >= 100\s+and created < 200/);
});

it("divides no decimal for Athena, which would round to the digits that are written", () => {
  for (const question of Object.values(logQuestions)) {
    const sql = athenaStatement(question, "alb", { from: 100, to: 200 });
    expect(sql).not.toMatch(/\d\.\d+\s*[*/]|[*/]\s*\d+\.\d+(?![\de])|then \d+\.\d+(?![\de])/);
  }
});

it("names the file's column where the table is read, because Athena leaves it out of *", () => {
  const sql = athenaStatement(logQuestions.gaps, "alb", { from: 100, partition: "day" });
  expect(sql).toContain(`from (select *, "$path" from alb where day >= '1970/01/01') as days`);
  expect(sql.match(/"\$path"/g)).toHaveLength(2);
  expect(() => athenaStatement(logQuestions.gaps, "alb", { partition: "day; x" })).toThrow(
    RangeError,
  );
});

/** DuckDB with AWS's table and the functions that Trino has and DuckDB has not. */
async function askAthena(entries: readonly LogEntry[]) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const sql of [...trinoFunctions, tableSql("alb")]) await connection.run(sql);
  await connection.run(insertSql("alb", entries));
  const rows = new Map<string, readonly AnswerRow[]>();
  for (const [question, steps] of Object.entries(logQuestions)) {
    const reader = await connection.runAndReadAll(athenaStatement(steps, "alb"));
    rows.set(question, reader.getRowObjectsJson());
  }
  connection.closeSync();
  instance.closeSync();
  return readAnswerRows(Object.fromEntries(rows) as Parameters<typeof readAnswerRows>[0]);
}
