import { backendQuery } from "../alb/backend-logs/wordings.ts";
import type { Question } from "./rights.ts";

const noLogs = "The first load balancer here writes no access logs.";
const noObject = "There is no access log here to read yet.";
const noLogGroup = "There is no log group here to ask about.";
const noAthena = "No table is named for Athena.";
const accessLogs = "access logs";
const backendLogs = "logs of backends";
const athena = "access logs through Athena";

/** The rights to logs, and to Athena where it is asked. */
export const logRights: readonly Question[] = [
  {
    action: "logs:DescribeLogGroups",
    only: backendLogs,
    ask: async (ask, learnt) => {
      const { logGroups = [] } = await ask("logs:DescribeLogGroups", { limit: 1 });
      learnt.logGroup = logGroups[0]?.logGroupName;
      return undefined;
    },
  },
  {
    action: "logs:StartQuery",
    only: backendLogs,
    ask: async (ask, learnt, { now }) => {
      if (learnt.logGroup === undefined) return noLogGroup;
      const second = Math.floor(now / 1_000) - 60;
      const { queryId } = await ask("logs:StartQuery", {
        ...{ logGroupName: learnt.logGroup, queryString: backendQuery },
        ...{ startTime: second, endTime: second },
      });
      learnt.query = queryId;
      return undefined;
    },
  },
  {
    action: "logs:GetQueryResults",
    only: backendLogs,
    ask: async (ask, { query }) => {
      if (query === undefined) return noLogGroup;
      await ask("logs:GetQueryResults", { queryId: query });
      return undefined;
    },
  },
  {
    action: "logs:StopQuery",
    only: backendLogs,
    ask: async (ask, { query }) => {
      if (query === undefined) return noLogGroup;
      await ask("logs:StopQuery", { queryId: query });
      return undefined;
    },
  },
  {
    action: "s3:ListObjectsV2",
    only: accessLogs,
    ask: async (ask, learnt) => {
      if (learnt.bucket === undefined) return noLogs;
      const { Contents = [] } = await ask("s3:ListObjectsV2", {
        ...{ Bucket: learnt.bucket, Prefix: learnt.prefix, MaxKeys: 10 },
      });
      learnt.key = Contents.find(({ Key = "/" }) => !Key.endsWith("/"))?.Key;
      return undefined;
    },
  },
  {
    action: "s3:GetObject",
    only: accessLogs,
    ask: async (ask, { bucket, key }) => {
      if (bucket === undefined) return noLogs;
      if (key === undefined) return noObject;
      const { Body } = await ask("s3:GetObject", { Bucket: bucket, Key: key, Range: "bytes=0-0" });
      await Body?.transformToByteArray();
      return undefined;
    },
  },
  {
    action: "athena:StartQueryExecution",
    only: athena,
    ask: async (ask, learnt, { athena }) => {
      if (athena === undefined) return noAthena;
      const { workgroup, output, table } = athena;
      const { QueryExecutionId } = await ask("athena:StartQueryExecution", {
        ...{ QueryString: `select 1 from ${table} limit 1`, WorkGroup: workgroup },
        ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
      });
      learnt.execution = QueryExecutionId;
      return undefined;
    },
  },
  ...(
    ["athena:GetQueryExecution", "athena:GetQueryResults", "athena:StopQueryExecution"] as const
  ).map(
    (action): Question => ({
      action,
      only: athena,
      ask: async (ask, { execution }, { athena }) => {
        if (athena === undefined || execution === undefined) return noAthena;
        await ask(action, { QueryExecutionId: execution });
        return undefined;
      },
    }),
  ),
];
