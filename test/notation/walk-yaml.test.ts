import { join } from "node:path";
import { expect, it } from "vitest";
import { byId } from "#flow";
import type { Account } from "../../src/aws/account.ts";
import { readFlowFolder } from "../../src/notation/flow-folder.ts";
import { retests } from "../../src/postmortem/retests.ts";
import { createGenericProbes } from "../../src/probes/index.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { bench } from "../engine/parts.ts";

/** What CloudWatch has of each metric, once a minute; changed by the test as by the world. */
const world: { [metric: string]: number } = {
  ApproximateAgeOfOldestMessage: 4_200,
  Throttles: 40,
  Errors: 0,
  Invocations: 60,
};

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string } };
}

const account = {
  name: "practice",
  region: "eu-west-1",
  ask: async (
    _: string,
    { MetricDataQueries, EndTime }: { MetricDataQueries: Query[]; EndTime: Date },
  ) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => ({
      ...{ Id, StatusCode: "Complete" },
      Timestamps: [new Date(EndTime.getTime() - 60_000)],
      Values: [world[MetricStat.Metric.MetricName]],
    })),
  }),
} as unknown as Account;

it("a runbook in YAML alone walks from its start to its end, by what is measured and pasted", async () => {
  const { flows } = await readFlowFolder(join(import.meta.dirname, "../../docs/examples"));
  const probes = byId(
    createGenericProbes({
      accounts: { all: [account], for: () => account },
      options: { metricPeriodSeconds: 60, metricSettleSeconds: 180 },
    }),
  );
  const { engine, drain, recorder } = await bench({ flows, probes });
  const started = await engine.start({
    flow: "sqs-backlog",
    facts: { queue: "orders", lambda: "mailer", agreed: 300 },
    place: { team: "T1", channel: "C1" },
    by: "UANA",
    anyway: false,
  });
  if (started.kind !== "started") throw new Error(`Not started: ${started.kind}`);
  const { run } = started;
  const found = async () => {
    await drain();
    return currentVisit(await recorder.read(run)).evidence;
  };
  const choose = (visit: string, choice: string) =>
    engine.act(run, { kind: "choose", visit, choice }, "UANA");

  expect(await found()).toMatchObject({ finding: "too-old" });
  await choose("backlog#1", "too-old");
  expect(await found()).toMatchObject({
    finding: "throttled",
    says: expect.stringContaining("Throttled: 40 in all, called 60 in all"),
  });
  await choose("throttles#1", "throttled");
  const output = '{"ReservedConcurrentExecutions": 5}';
  await engine.act(run, { kind: "answer", visit: "concurrency#1", answers: { output } }, "UANA");
  expect(await found()).toMatchObject({
    finding: "reserved",
    queries: ["aws lambda get-function-concurrency --function-name mailer --output json"],
  });
  await choose("concurrency#1", "reserved");
  await choose("raise#1", "raised");
  expect(await found()).toMatchObject({ finding: "still-old" });
  world.ApproximateAgeOfOldestMessage = 12;
  await engine.act(run, { kind: "lookAgain", visit: "again#1" }, "UANA");
  expect(await found()).toMatchObject({
    finding: "drained",
    role: "retest",
    says: expect.stringMatching(
      /: 12 at the end, agreed 300[.] Before the change: 4,200 at the end[.]$/,
    ),
    details: [expect.stringContaining("last = 12 and agreed = 300, so “last <= agreed” holds.")],
  });
  const { id } = currentVisit(await recorder.read(run));
  await choose(id, "drained");
  const told = retests(await recorder.read(run)).map(({ words }) => words.join(""));
  expect(told).toHaveLength(2);
  expect(told[1]).toMatch(/^After the change, .*Before the change: 4,200 at the end/);
  expect(await recorder.read(run)).toMatchObject({ ending: { end: "fixed", outcome: "resolved" } });
});
