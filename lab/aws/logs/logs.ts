import type { AwsCall } from "../call.ts";
import { AwsError } from "../errors.ts";
import { describeLogGroups, type LogGroupResource } from "./groups.ts";
import { progressOf, type RunningQuery, resultsOf, startQuery } from "./query.ts";

/** Answers a call to CloudWatch Logs. */
export type Logs = (call: AwsCall) => object;

/**
 * CloudWatch Logs over lines in memory: log groups and searches, which say `polls` times that they are running, each time with more bytes
 * scanned. Source: CloudWatch Logs API reference.
 */
export function createLogs(groups: readonly LogGroupResource[], polls: number): Logs {
  const queries = new Map<string, RunningQuery>();
  return ({ action, json, region }) => {
    const here = groups.filter((group) => group.region === region);
    const body = json as { readonly queryId?: string };
    switch (action) {
      case "DescribeLogGroups":
        return describeLogGroups(json, here);
      case "StartQuery": {
        const queryId = `00000000-0000-4000-8000-${String(queries.size + 1).padStart(12, "0")}`;
        queries.set(queryId, startQuery(json, here));
        return { queryId };
      }
      case "GetQueryResults": {
        const query = started(queries, body.queryId);
        query.polled += 1;
        return query.stopped || query.polled <= polls ? progressOf(query, polls) : resultsOf(query);
      }
      case "StopQuery":
        return { success: stop(started(queries, body.queryId), polls) };
      default:
        throw new AwsError("UnknownOperationException", `The operation ${action} is not known.`);
    }
  };
}

function started(queries: ReadonlyMap<string, RunningQuery>, id = ""): RunningQuery {
  const query = queries.get(id);
  if (query) return query;
  throw new AwsError("ResourceNotFoundException", "Query does not exist");
}

function stop(query: RunningQuery, polls: number): boolean {
  if (query.polled > polls || query.stopped)
    throw new AwsError("InvalidParameterException", "Query is not running");
  query.stopped = true;
  return true;
}
