import { afterAll, beforeAll, expect, it } from "vitest";
import { type PlayedWorld, playWorld } from "../../../lab/worlds/incident.ts";
import { worldShape } from "../../../lab/worlds/shape.ts";
import { openAccount } from "../../../src/aws/account.ts";
import { readGroup } from "../../../src/aws/logs/group.ts";
import { runInsightsQuery } from "../../../src/aws/logs/search.ts";
import { requestOnce } from "../../../src/probes/http-check/request.ts";

const age = {
  ...{ namespace: "AWS/SQS", metric: "ApproximateAgeOfOldestMessage", per: undefined },
  dimensions: { QueueName: "orders" },
  values: { calm: 3, broken: { to: 1_800, in: "30m" }, fixed: { to: 6, in: "2m" } },
};
const sent = {
  ...{ namespace: "AWS/SQS", metric: "NumberOfMessagesSent", per: "minute" },
  dimensions: { QueueName: "orders" },
  values: { calm: 60 },
};

const world = worldShape.parse({
  ...{ name: "orders", flow: "orders", title: "", report: "", hint: "" },
  truth: { says: "", end: "fixed", walk: [{ step: "one", choice: "two" }] },
  answers: { url: "{url}" },
  ...{ before: "calm", begins: "broken", since: "1h" },
  passes: { mending: { after: "3m", to: "fixed" } },
  metrics: [age, sent],
  calls: [
    {
      ask: "cloudtrail:Nothing",
      answers: { calm: {} },
    },
  ],
  alarms: [{ name: "orders-age", namespace: "AWS/SQS", metric: "Age", rings: ["broken"] }],
  logs: [{ group: "/aws/lambda/mailer", rows: { calm: [], broken: [{ n: "40" }], fixed: [] } }],
  endpoint: { calm: { certDaysLeft: -2 }, fixed: { certDaysLeft: 90, status: 503 } },
  knobs: { mend: { label: "Mend", does: "It mends.", leads: { broken: "mending" } } },
});

let time = Date.UTC(2026, 10, 30, 12);
let played: PlayedWorld;
beforeAll(async () => {
  played = await playWorld(world, {
    ...{ periodSeconds: 60, settleSeconds: 0, clock: () => time },
  });
});
afterAll(() => played.close());

const pass = (minutes: number) => {
  time += minutes * 60_000;
};

async function read(metric: string, stat: string): Promise<readonly number[]> {
  const { awsEndpoint: endpoint, credentials, region } = played;
  const account = openAccount({ name: "practice", region, endpoint, credentials });
  const answer = await account.ask(
    "cloudwatch:GetMetricData",
    {
      MetricDataQueries: [
        {
          Id: "m0",
          MetricStat: {
            Metric: {
              ...{ Namespace: "AWS/SQS", MetricName: metric },
              Dimensions: [{ Name: "QueueName", Value: "orders" }],
            },
            ...{ Period: 60, Stat: stat },
          },
        },
      ],
      ...{ StartTime: new Date(time - 300_000), EndTime: new Date(time) },
      ScanBy: "TimestampAscending",
    },
    new AbortController().signal,
  );
  return answer.MetricDataResults?.[0]?.Values ?? [];
}

const certificate = async () => {
  const url = new URL(String(played.answers.url));
  const answer = await requestOnce(url, "127.0.0.1", "GET", new AbortController().signal);
  const { expires = 0, matches } = answer.certificate ?? {};
  return { status: answer.status, days: Math.round((expires - time) / 86_400_000), matches };
};

it("shows what went wrong before the practice began", async () => {
  expect((await read("ApproximateAgeOfOldestMessage", "Maximum")).at(-1)).toBeGreaterThan(1_700);
  const counts = await read("NumberOfMessagesSent", "Sum");
  expect(counts).toHaveLength(5);
  for (const count of counts) expect(Math.abs(count - 60)).toBeLessThan(3);
  expect(await certificate()).toEqual({ status: 200, days: -2, matches: true });
});

it("changes when a responder does something, and by itself from then on", async () => {
  expect(played.console.turn("nothing")).toContain("There is nothing called");
  expect(played.console.knobs()).toEqual([{ word: "mend", label: "Mend", works: true }]);
  expect(played.console.turn("mend")).toBe("It mends.");
  expect(played.console.turn("mend")).toBe("That changes nothing now.");
  expect((await certificate()).days).toBe(-2);
  pass(6);
  expect(await certificate()).toMatchObject({ status: 503, days: 90 });
  expect((await read("ApproximateAgeOfOldestMessage", "Minimum")).at(-1)).toBeLessThan(10);
  expect(played.console.readings()).toContainEqual({
    label: "ApproximateAgeOfOldestMessage",
    value: "6",
  });
});

it("gives each search of a log group the rows of its phase, and knows of no other group", async () => {
  const fresh = await playWorld(world, { periodSeconds: 60, settleSeconds: 0, clock: () => time });
  const { awsEndpoint: endpoint, credentials, region } = fresh;
  const account = openAccount({ name: "practice", region, endpoint, credentials });
  const signal = AbortSignal.timeout(10_000);
  const asked = (group: string) =>
    runInsightsQuery(account, {
      ...{ group, query: "stats count(*) as n", window: { from: time - 60_000, to: time } },
      ...{ cap: 1e9, pollSeconds: 0, signal, onProgress: () => undefined },
    });
  const group = await readGroup(account, "/aws/lambda/mailer", signal);
  expect(group?.name).toBe("/aws/lambda/mailer");
  expect(await asked("/aws/lambda/mailer")).toMatchObject({ rows: [{ n: "40" }] });
  await expect(asked("/aws/lambda/other")).rejects.toThrow();
  fresh.console.turn("mend");
  pass(4);
  expect(await asked("/aws/lambda/mailer")).toMatchObject({ kind: "complete", rows: [] });
  await fresh.close();
});
