import type { AwsCall } from "../call.ts";
import { AwsError } from "../errors.ts";
import { pageOf } from "../paging.ts";
import type { AthenaService, Execution } from "./service.ts";

/** Answers Athena's four commands for queries. Source: Athena API reference. */
export function answerAthena({ action, json }: AwsCall, athena: AthenaService | undefined): object {
  const input = (json ?? {}) as Input;
  if (athena === undefined) throw invalid(`WorkGroup ${input.WorkGroup} is not found.`);
  switch (action) {
    case "StartQueryExecution":
      return start(athena, input);
    case "GetQueryExecution":
      return { QueryExecution: described(find(athena, input)) };
    case "GetQueryResults":
      return page(find(athena, input), input, athena.options.rowsPerPage ?? 1_000);
    case "StopQueryExecution":
      athena.stop(find(athena, input));
      return {};
    default:
      throw invalid(`The lab's Athena does not know ${action}.`);
  }
}

interface Input {
  readonly QueryString?: string;
  readonly ClientRequestToken?: string;
  readonly WorkGroup?: string;
  readonly ResultConfiguration?: { readonly OutputLocation?: string };
  readonly QueryExecutionId?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

const invalid = (message: string) => new AwsError("InvalidRequestException", message);

function start(athena: AthenaService, input: Input) {
  const { QueryString = "", WorkGroup = "primary", ClientRequestToken = "" } = input;
  if (ClientRequestToken.length < 32) throw invalid("ClientRequestToken is too short.");
  if (!athena.options.workgroups.includes(WorkGroup))
    throw invalid(`WorkGroup ${WorkGroup} is not found.`);
  const output = input.ResultConfiguration?.OutputLocation;
  return { QueryExecutionId: athena.start(QueryString, WorkGroup, output).id };
}

function find({ executions }: AthenaService, { QueryExecutionId }: Input): Execution {
  const found = executions.find(({ id }) => id === QueryExecutionId);
  if (!found) throw invalid(`QueryExecution ${QueryExecutionId} was not found`);
  return found;
}

const described = ({ id, sql, workgroup, state, reason, scannedBytes }: Execution) => ({
  QueryExecutionId: id,
  Query: sql,
  StatementType: "DML",
  WorkGroup: workgroup,
  Status: { State: state, ...(reason === undefined ? {} : { StateChangeReason: reason }) },
  Statistics: { DataScannedInBytes: scannedBytes },
});

/** The first page begins with a row of the columns' names; a missing value has no VarCharValue. */
function page(execution: Execution, { NextToken, MaxResults = 1_000 }: Input, rowsPerPage: number) {
  if (execution.state !== "SUCCEEDED")
    throw invalid(`Query did not finish successfully. Final query state: ${execution.state}`);
  if (MaxResults > 1_000) throw invalid("MaxResults is over the allowed limit of 1000");
  const { columns } = execution;
  const all = [columns.map(({ name }) => name), ...execution.rows];
  const most = Math.min(MaxResults, rowsPerPage);
  const { items, next } = pageOf(all, NextToken, most, "InvalidRequestException");
  const rows = items.map((row) => ({
    Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
  }));
  const ColumnInfo = columns.map(({ name, type }) => ({ Name: name, Type: type }));
  return {
    ResultSet: { Rows: rows, ResultSetMetadata: { ColumnInfo } },
    ...(next === undefined ? {} : { NextToken: next }),
  };
}
