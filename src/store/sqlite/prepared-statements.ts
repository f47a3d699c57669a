import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { CompiledQuery, QueryResult } from "kysely";

/** Answers a statement of a node:sqlite database at once; throws what SQLite throws. */
export type RunStatement = <Row>(
  query: Pick<CompiledQuery, "sql" | "parameters">,
) => QueryResult<Row>;

/** More statements than Handrail has; lists in them make the number grow. */
const mostStatements = 200;

/** Keeps prepared statements, which SQLite itself brings up to date when the schema changes. */
export function prepareStatements(database: DatabaseSync): RunStatement {
  const kept = new Map<string, Prepared>();
  const prepared = (sql: string): Prepared => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const one = { statement, hasRows: statement.columns().length > 0 };
    if (kept.size >= mostStatements) kept.clear();
    kept.set(sql, one);
    return one;
  };
  return (query) => execute(prepared(query.sql), query.parameters);
}

interface Prepared {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}

function execute<Row>(
  { statement, hasRows }: Prepared,
  parameters: readonly unknown[],
): QueryResult<Row> {
  const values = parameters.map(bindable);
  if (hasRows) return { rows: rowsOf(statement, values) as Row[] };
  return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
}

/** A damaged number that is none of JavaScript's must not keep all other rows from being read: it is rounded. */
function rowsOf(statement: StatementSync, values: readonly SQLInputValue[]): readonly object[] {
  try {
    return statement.all(...values);
  } catch (thrown) {
    if (!isOutOfRange(thrown)) throw thrown;
  }
  // What returns rows changes nothing, or does so again without a difference.
  statement.setReadBigInts(true);
  try {
    return statement.all(...values).map(rounded);
  } finally {
    statement.setReadBigInts(false);
  }
}

const isOutOfRange = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === "ERR_OUT_OF_RANGE";

const rounded = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, is]) => [name, typeof is === "bigint" ? Number(is) : is]),
  );

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return value;
  // No column holds bytes, but a damaged one may, and its row is set aside by what it holds.
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot store a ${typeof value}.`);
}
