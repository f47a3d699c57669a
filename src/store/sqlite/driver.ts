import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";

/** Drives the one connection of a node:sqlite database for Kysely. Closing the database is its owner's part. */
export function sqliteDriver(database: DatabaseSync): Driver {
  const connection = connectionTo(database);
  const giveWay = createGivingWay();
  return {
    init: async () => {},
    acquireConnection: async () => {
      await giveWay();
      return connection;
    },
    // IMMEDIATE, because a transaction that reads first and writes later is refused at once when another wrote between.
    beginTransaction: async (_, { accessMode }) =>
      database.exec(accessMode === "read only" ? "begin" : "begin immediate"),
    commitTransaction: async () => database.exec("commit"),
    rollbackTransaction: async () => {
      // SQLite has rolled back by itself after some failures, a full disk among them.
      if (database.isTransaction) database.exec("rollback");
    },
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

function connectionTo(database: DatabaseSync): DatabaseConnection {
  const prepare = keeping(database);
  return {
    executeQuery: async <Row>(query: CompiledQuery) => execute<Row>(prepare(query.sql), query),
    streamQuery: async function* <Row>(query: CompiledQuery) {
      yield execute<Row>(prepare(query.sql), query);
    },
  };
}

/** More statements than Handrail has; lists in them make the number grow. */
const mostStatements = 200;

/** Keeps prepared statements, which SQLite itself brings up to date when the schema changes. */
function keeping(database: DatabaseSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (kept.size >= mostStatements) kept.clear();
    kept.set(sql, statement);
    return statement;
  };
}

function execute<Row>(statement: StatementSync, query: CompiledQuery): QueryResult<Row> {
  const values = query.parameters.map(bindable);
  if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return value;
  throw new TypeError(`SQLite cannot store a ${typeof value}.`);
}

/** How long the process may be held before others get their turn, in milliseconds. */
const turnMs = 5;

/**
 * node:sqlite answers at once, so that work which only asks the database would never let anything else happen: no click is read
 * and no timer rings meanwhile. Between two transactions, whoever has held the process for a while gives way.
 */
function createGivingWay() {
  let since = 0;
  let turn: Promise<void> | undefined;
  return (): Promise<void> | undefined => {
    if (turn === undefined && performance.now() - since < turnMs) return undefined;
    turn ??= new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        turn = undefined;
        resolve();
      });
    });
    return turn;
  };
}
