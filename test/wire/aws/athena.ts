import { expect } from "vitest";
import { exchange, second } from "./exchange.ts";

/** Shapes: https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html, their examples. */
const target = (action: string) => `AmazonAthena.${action}`;
const id = { QueryExecutionId: "4a3ee3a8-7b9c-4b5d-9a39-8f3bd62a5e33" };
const asked = {
  QueryString: "select count(*) from alb_logs",
  QueryExecutionContext: { Database: "logs" },
  WorkGroup: "handrail",
};
const status = { State: "RUNNING", SubmissionDateTime: 1_764_037_800.5 };
const execution = {
  ...id,
  Query: asked.QueryString,
  StatementType: "DML",
  WorkGroup: "handrail",
  Statistics: { DataScannedInBytes: 10_485_760, EngineExecutionTimeInMillis: 812 },
};
const column = { Name: "n", Type: "bigint", Nullable: "UNKNOWN", Precision: 19 };
const heading = { Data: [{ VarCharValue: "n" }] };
/** A cell that is null has no value at all. */
const resultSet = {
  ResultSetMetadata: { ColumnInfo: [column] },
  Rows: [heading, { Data: [{ VarCharValue: "17" }] }, { Data: [{}] }],
};
const none = { ResultSetMetadata: { ColumnInfo: [column] }, Rows: [heading] };

export const athena = [
  exchange("athena:StartQueryExecution", asked, {
    // The SDK adds a token of its own, so that a query that is sent twice runs once.
    sends: {
      target: target("StartQueryExecution"),
      body: { ...asked, ClientRequestToken: expect.stringMatching(/^[\da-f-]{36}$/) },
    },
    answers: JSON.stringify(id),
    gives: id,
  }),
  exchange("athena:GetQueryExecution", id, {
    sends: { target: target("GetQueryExecution"), body: id },
    answers: JSON.stringify({ QueryExecution: { ...execution, Status: status } }),
    gives: {
      QueryExecution: {
        ...execution,
        Status: { State: "RUNNING", SubmissionDateTime: new Date("2025-11-25T02:30:00.500Z") },
      },
    },
  }),
  exchange("athena:GetQueryResults", id, {
    sends: { target: target("GetQueryResults"), body: id },
    answers: JSON.stringify({ UpdateCount: 0, ResultSet: resultSet }),
    gives: { UpdateCount: 0, ResultSet: resultSet },
    empty: { answers: JSON.stringify({ ResultSet: none }), gives: { ResultSet: none } },
    pages: {
      answers: JSON.stringify({ ResultSet: resultSet, NextToken: second }),
      token: "NextToken",
      takes: "NextToken",
    },
  }),
  exchange("athena:StopQueryExecution", id, {
    sends: { target: target("StopQueryExecution"), body: id },
    answers: "{}",
    gives: {},
  }),
];
