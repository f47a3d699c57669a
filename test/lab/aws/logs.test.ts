import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { quietScene } from "../../../lab/alb/scenes.ts";
import { MINUTE, NOW, openAccount, REGION } from "./account.ts";

const lines = [
  { at: NOW - 2 * MINUTE, message: "Error: write EPIPE" },
  { at: NOW - MINUTE, message: "GET / 200" },
];
const group = (name: string) => ({
  ...{ name, region: REGION, createdAt: NOW - 99 * MINUTE, storedBytes: 5_000 },
  lines: (from: number, to: number) => lines.filter(({ at }) => at >= from && at < to),
});

async function logs() {
  const logGroups = [group("/b"), group("/a/two"), group("/a/one")];
  const { account } = await openAccount(quietScene(), { logGroups });
  const { endpoint, credentials } = account;
  return new CloudWatchLogsClient({ region: REGION, endpoint, credentials });
}

const search = (pattern: string) => ({
  logGroupName: "/b",
  startTime: NOW / 1_000 - 3_600,
  endTime: NOW / 1_000,
  queryString: `fields @timestamp, @message | filter @message like /(?i)(${pattern})/ | sort @timestamp desc | limit 10000`,
});

test("Log groups are listed by the beginning of their names, a page at a time", async () => {
  const client = await logs();
  const input = { logGroupNamePrefix: "/a", limit: 1 };
  const first = await client.send(new DescribeLogGroupsCommand(input));
  const nextToken = first.nextToken;
  const second = await client.send(new DescribeLogGroupsCommand({ ...input, nextToken }));
  const listed = [first, second].flatMap(({ logGroups = [] }) => logGroups);
  expect(listed.map(({ logGroupName }) => logGroupName)).toEqual(["/a/one", "/a/two"]);
  expect(second.nextToken).toBeUndefined();
});

test("A search runs for a while, then gives the lines that fit and what it scanned", async () => {
  const client = await logs();
  const { queryId } = await client.send(new StartQueryCommand(search("epipe")));
  const running = await client.send(new GetQueryResultsCommand({ queryId }));
  expect(running).toMatchObject({ status: "Running", results: [] });
  const done = await client.send(new GetQueryResultsCommand({ queryId }));
  expect(done.status).toBe("Complete");
  expect(done.statistics).toMatchObject({ recordsMatched: 1, recordsScanned: 2 });
  expect(done.results?.[0]?.slice(0, 2)).toEqual([
    { field: "@timestamp", value: "2026-11-23 14:58:00.000" },
    { field: "@message", value: "Error: write EPIPE" },
  ]);
});

test("A running search can be stopped once, and an unknown one not at all", async () => {
  const client = await logs();
  const { queryId } = await client.send(new StartQueryCommand(search("x")));
  expect(await client.send(new StopQueryCommand({ queryId }))).toMatchObject({ success: true });
  await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  const unknown = new GetQueryResultsCommand({ queryId: "none" });
  await expect(client.send(unknown)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("What is no search is refused, and so is a slash that ends the expression too soon", async () => {
  const client = await logs();
  for (const queryString of ["stats count(*)", search("a/b").queryString])
    await expect(
      client.send(new StartQueryCommand({ ...search("x"), queryString })),
    ).rejects.toMatchObject({ name: "MalformedQueryException" });
});
