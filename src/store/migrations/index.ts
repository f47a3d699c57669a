import type { Migration } from "kysely/migration";
import * as firstTables from "./0001_first_tables.ts";
import * as factsAge from "./0002_facts_age.ts";
import * as budgets from "./0003_budgets.ts";
import * as writtenTimes from "./0004_written_times.ts";
import * as traffic from "./0005_traffic.ts";
import * as chain from "./0006_chain.ts";

/**
 * Every change to the tables ever released, by name, in order. Append only: what was released is never edited. Replicas are
 * replaced one by one, so a change leaves what the version before it needs.
 */
export const migrations: { readonly [name: string]: Migration } = {
  "0001_first_tables": firstTables,
  "0002_facts_age": factsAge,
  "0003_budgets": budgets,
  "0004_written_times": writtenTimes,
  "0005_traffic": traffic,
  "0006_chain": chain,
};
