import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import type { Dialect } from "./dialect.ts";
import type { Tables } from "./tables.ts";
import type { Access } from "./transaction.ts";

/** A statement, as it is executed for what is given. */
export type Statement<Given, Row> = (access: Access, given: Given) => Promise<QueryResult<Row>>;

/**
 * A statement that is built and compiled once for each database and then only filled in, where its access lets it be: building takes
 * several times as long as SQLite's answer. `build` passes on what is given, each on its own, and neither looks at nor counts with it.
 */
export function statement<Given extends object, Row>(
  build: (db: Kysely<Tables>, given: Given, dialect: Dialect) => Compilable<Row>,
): Statement<Given, Row> {
  const built = new WeakMap<Dialect, CompiledQuery<Row>>();
  const compiledFor = ({ db, dialect }: Access): CompiledQuery<Row> => {
    const known = built.get(dialect);
    if (known !== undefined) return known;
    const compiled = build(db, blanks<Given>(), dialect).compile();
    built.set(dialect, compiled);
    return compiled;
  };
  return (access, given) => {
    const { db, dialect, fill } = access;
    if (fill === undefined) return db.executeQuery(build(db, given, dialect));
    const { sql, parameters } = compiledFor(access);
    const filled = parameters.map((value) =>
      value instanceof Blank ? given[value.name as keyof Given] : value,
    );
    return fill({ sql, parameters: filled });
  };
}

/** One statement for each of the few shapes that it comes in. */
export function shaped<Shape, Given, Row>(
  make: (shape: Shape) => Statement<Given, Row>,
): (access: Access, shape: Shape, given: Given) => Promise<QueryResult<Row>> {
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

class Blank {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(`What is given as "${this.name}" is not known yet: only pass it on.`);
  }
}

const blanks = <Given extends object>(): Given =>
  new Proxy({} as Given, {
    get: (_, name) => new Blank(String(name)),
    ownKeys: () => {
      throw new TypeError("What is given cannot be listed: pass on each by its name.");
    },
  });
