import { backendQuery } from "../../../src/alb/backend-logs/wordings.ts";
import { account, exchange, region, second } from "./exchange.ts";

/** Shapes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html, their examples. */
const target = (action: string) => `Logs_20140328.${action}`;
const queryId = "12ab3456-12ab-123a-789e-1234567890ab";
const search = {
  logGroupName: "/ecs/checkout",
  startTime: 1_764_037_800,
  endTime: 1_764_041_400,
  queryString: backendQuery,
  limit: 1_000,
};
const group = {
  logGroupName: "/ecs/checkout",
  creationTime: 1_764_037_800_123,
  storedBytes: 5_368_709_120,
  arn: `arn:aws:logs:${region}:${account}:log-group:/ecs/checkout:*`,
};
const found = {
  results: [
    [
      { field: "@timestamp", value: "2026-11-25 02:30:00.000" },
      { field: "@message", value: "recv() failed (104: Connection reset by peer)" },
      { field: "@ptr", value: "CmEKJgoiMTIz" },
    ],
  ],
  statistics: { recordsMatched: 1, recordsScanned: 20_000, bytesScanned: 5_242_880 },
  status: "Complete",
};
const running = { results: [], status: "Running" };

export const logs = [
  exchange(
    "logs:DescribeLogGroups",
    { logGroupNamePrefix: "/ecs/checkout" },
    {
      sends: {
        target: target("DescribeLogGroups"),
        body: { logGroupNamePrefix: "/ecs/checkout" },
      },
      answers: JSON.stringify({ logGroups: [group] }),
      gives: { logGroups: [group] },
      empty: { answers: JSON.stringify({ logGroups: [] }), gives: { logGroups: [] } },
      pages: {
        answers: JSON.stringify({ logGroups: [group], nextToken: second }),
        token: "nextToken",
        takes: "nextToken",
      },
    },
  ),
  exchange("logs:StartQuery", search, {
    sends: { target: target("StartQuery"), body: search },
    answers: JSON.stringify({ queryId }),
    gives: { queryId },
  }),
  exchange(
    "logs:GetQueryResults",
    { queryId },
    {
      sends: { target: target("GetQueryResults"), body: { queryId } },
      answers: JSON.stringify(found),
      gives: found,
      empty: { answers: JSON.stringify(running), gives: running },
    },
  ),
  exchange(
    "logs:StopQuery",
    { queryId },
    {
      sends: { target: target("StopQuery"), body: { queryId } },
      answers: JSON.stringify({ success: true }),
      gives: { success: true },
    },
  ),
];
