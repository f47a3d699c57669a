import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import type { DatabaseDialect } from "./dialect.ts";
import { Blank, blanks } from "./statement-blanks.ts";
import type { Tables } from "./tables.ts";
import type { Queryable } from "./transaction.ts";

/** A statement, as it is executed for what is given. */
export type Statement<Given, Row> = (access: Queryable, given: Given) => Promise<QueryResult<Row>>;

/**
 * A statement that is built and compiled once for each database and then only filled in, which is several times as quick as to build it
 * each time. `build` passes on what is given, each on its own, and neither looks at nor counts with it.
 */
export function statement<Given extends object, Row>(
  build: (db: Kysely<Tables>, given: Given, dialect: DatabaseDialect) => Compilable<Row>,
): Statement<Given, Row> {
  const built = new WeakMap<DatabaseDialect, CompiledQuery<Row>>();
  const compiledFor = (db: Queryable["db"], dialect: DatabaseDialect): CompiledQuery<Row> => {
    const known = built.get(dialect);
    if (known !== undefined) return known;
    const compiled = build(db, blanks<Given>(), dialect).compile();
    built.set(dialect, compiled);
    return compiled;
  };
  return ({ db, dialect, fill }, given) => {
    if (fill === undefined) return db.executeQuery(build(db, given, dialect));
    const { sql, parameters } = compiledFor(db, dialect.reckoned?.dialect ?? dialect);
    const now = dialect.reckoned?.now() ?? 0;
    const filled = parameters.map((value) =>
      value instanceof Blank ? value.fill(given, now) : value,
    );
    return fill({ sql, parameters: filled });
  };
}

/** One statement for each of the few shapes that it comes in. */
export function statementByShape<Shape, Given, Row>(
  make: (shape: Shape) => Statement<Given, Row>,
): (access: Queryable, shape: Shape, given: Given) => Promise<QueryResult<Row>> {
  const made = new Map<string, Statement<Given, Row>>();
  return (access, shape, given) => {
    const key = JSON.stringify(shape);
    const one = made.get(key) ?? make(shape);
    made.set(key, one);
    return one(access, given);
  };
}

/** Whether a statement that writes one row did. */
export const isDone = ({ numAffectedRows }: QueryResult<unknown>): boolean =>
  numAffectedRows === 1n;
