import { backendQuery } from "../alb/backend-logs/wordings.ts";
import { type Learnt, markOptional, type RightQuestion, rightQuestion } from "./rights.ts";

const noLogs = "The first load balancer here writes no access logs.";
const noLogGroup = "There is no log group here to ask about.";
const noAthena = "No table is named for Athena.";

const backendLogs = markOptional(
  "logs of backends",
  rightQuestion(
    "logs:DescribeLogGroups",
    () => ({ limit: 1 }),
    (learnt, { logGroups = [] }) => {
      learnt.logGroup = logGroups[0]?.logGroupName;
    },
  ),
  rightQuestion(
    "logs:StartQuery",
    ({ logGroup }, { now }) => {
      const second = Math.floor(now / 1_000) - 60;
      if (logGroup === undefined) return noLogGroup;
      return {
        ...{ logGroupName: logGroup, queryString: backendQuery },
        ...{ startTime: second, endTime: second },
      };
    },
    (learnt, { queryId }) => {
      learnt.query = queryId;
    },
  ),
  rightQuestion("logs:GetQueryResults", theQuery),
  rightQuestion("logs:StopQuery", theQuery),
);

function theQuery({ query }: Learnt) {
  return query === undefined ? noLogGroup : { queryId: query };
}

const accessLogs = markOptional(
  "access logs",
  rightQuestion(
    "s3:ListObjectsV2",
    ({ bucket, prefix }) =>
      bucket === undefined ? noLogs : { Bucket: bucket, Prefix: prefix, MaxKeys: 10 },
    (learnt, { Contents = [] }) => {
      learnt.key = Contents.find(({ Key = "/" }) => !Key.endsWith("/"))?.Key;
    },
  ),
  rightQuestion(
    "s3:GetObject",
    ({ bucket, key }) => {
      if (bucket === undefined) return noLogs;
      if (key === undefined) return "There is no access log here to read yet.";
      return { Bucket: bucket, Key: key, Range: "bytes=0-0" };
    },
    (_, { Body }) => Body?.transformToByteArray(),
  ),
);

const athenaLogs = markOptional(
  "access logs through Athena",
  rightQuestion(
    "athena:StartQueryExecution",
    (_, { athena }) => {
      if (athena === undefined) return noAthena;
      const { workgroup, output, table } = athena;
      return {
        ...{ QueryString: `select 1 from ${table} limit 1`, WorkGroup: workgroup },
        ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
      };
    },
    (learnt, { QueryExecutionId }) => {
      learnt.execution = QueryExecutionId;
    },
  ),
  rightQuestion("athena:GetQueryExecution", theExecution),
  rightQuestion("athena:GetQueryResults", theExecution),
  rightQuestion("athena:StopQueryExecution", theExecution),
);

function theExecution({ execution }: Learnt) {
  return execution === undefined ? noAthena : { QueryExecutionId: execution };
}

/** The rights to logs, and to Athena where it is asked. */
export const logRights: readonly RightQuestion[] = [...backendLogs, ...accessLogs, ...athenaLogs];
