import { sql } from "kysely";
import type { StoreParts } from "../store.ts";
import type { Access } from "../transaction.ts";
import { beginIn } from "./transaction.ts";

/**
 * Does work without flushing its commits. In a WAL, `synchronous = normal` loses nothing when the process dies, and with the power
 * at most the newest commits, none out of order: the next commit that is flushed takes all before it along
 * (https://www.sqlite.org/pragma.html#pragma_synchronous). The setting is the connection's and stands outside of transactions only,
 * so the work has the connection for itself.
 */
export const unflushedIn =
  ({ db, dialect }: Access): StoreParts["unflushed"] =>
  (work) =>
    db.connection().execute(async (own) => {
      await sql`pragma synchronous = normal`.execute(own);
      try {
        const access = { db: own, dialect };
        return await work({ ...access, begin: () => beginIn(access) });
      } finally {
        await sql`pragma synchronous = full`.execute(own);
      }
    });
