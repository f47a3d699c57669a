import { Kysely, PostgresDialect } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";

export function kyselyOver(pool: Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely over one connection that somebody else holds and gives back; made once for each. */
export function kyselyOn(client: PoolClient): Kysely<Tables> {
  const known = made.get(client);
  if (known !== undefined) return known;
  const one = overOne(client);
  made.set(client, one);
  return one;
}

const made = new WeakMap<PoolClient, Kysely<Tables>>();

function overOne(client: PoolClient): Kysely<Tables> {
  const lent = { query: client.query.bind(client), release: () => {} };
  const pool = { options: {}, connect: async () => lent, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Answers a compiled statement over a pool or one connection of it. */
export const fillingOver =
  (asked: Pick<Pool, "query">): NonNullable<Queryable["fill"]> =>
  async ({ sql, parameters }) => {
    const { rows, command, rowCount } = await asked.query(sql, [...parameters]);
    return changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  };

const changing: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE"]);
