import type { Call } from "../aws/call.ts";
import { AwsError } from "../aws/errors.ts";
import type { XmlValue } from "../aws/xml.ts";
import type { Since } from "./past.ts";
import type { World } from "./shape.ts";

/** What the log groups of a world answer to CloudWatch Logs, each search with the rows of its phase; undefined for other calls. */
export function searchesOf({ logs }: World, past: readonly Since[], call: Call): XmlValue {
  if (call.signedFor !== "logs" || logs.length === 0) return undefined;
  const asked = call.json as Asked;
  switch (call.action) {
    case "DescribeLogGroups":
      return { logGroups: logs.filter(begins(asked)).map(groupOf) };
    case "StartQuery": {
      const at = logs.findIndex(({ group }) => namesOf(asked).some((name) => isOf(name, group)));
      if (at < 0) throw new AwsError("ResourceNotFoundException", "Log group does not exist.");
      return { queryId: `${idStart}${String(at).padStart(12, "0")}` };
    }
    case "GetQueryResults":
      return resultsOf(logs[Number(asked.queryId?.slice(idStart.length))], past);
    case "StopQuery":
      return { success: true };
    default:
      return undefined;
  }
}

interface Asked {
  readonly logGroupNamePrefix?: string;
  readonly logGroupName?: string;
  readonly logGroupIdentifiers?: readonly string[];
  readonly queryId?: string;
}

type Log = World["logs"][number];

const idStart = "00000000-0000-4000-8000-";

const begins =
  ({ logGroupNamePrefix = "" }: Asked) =>
  ({ group }: Log) =>
    group.startsWith(logGroupNamePrefix);

const namesOf = ({ logGroupName, logGroupIdentifiers = [] }: Asked): readonly string[] => [
  ...(logGroupName === undefined ? [] : [logGroupName]),
  ...logGroupIdentifiers,
];

/** A group is named alone or by its ARN. */
const isOf = (name: string, group: string): boolean =>
  name === group || name.replace(/:\*$/, "").endsWith(`:${group}`);

const groupOf = ({ group }: Log) => ({
  logGroupName: group,
  arn: `arn:aws:logs:eu-central-1:123456789012:log-group:${group}:*`,
  ...{ creationTime: 0, storedBytes: 40_000_000 },
});

function resultsOf(log: Log | undefined, past: readonly Since[]) {
  const phase = past.findLast((one) => log !== undefined && one.phase in log.rows)?.phase ?? "";
  const rows = log?.rows[phase] ?? [];
  return {
    status: "Complete",
    results: rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value }))),
    statistics: { recordsMatched: rows.length, recordsScanned: 12_000, bytesScanned: 4_000_000 },
  };
}
