import type { Migration } from "kysely/migration";
import { up as firstTables } from "./0001_first_tables.ts";

/**
 * Every change to the tables ever released, by name, in order. Append only: what was released is never edited. Replicas are
 * replaced one by one, so a change leaves what the version before it needs.
 */
export const migrations: { readonly [name: string]: Migration } = {
  "0001_first_tables": { up: firstTables },
};
