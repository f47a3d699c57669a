import type { Migration } from "kysely/migration";
import { up as firstTables } from "./0001_first_tables.ts";
import { up as factsAge } from "./0002_facts_age.ts";
import { up as budgets } from "./0003_budgets.ts";
import { up as writtenTimes } from "./0004_written_times.ts";
import { up as traffic } from "./0005_traffic.ts";
import { up as chain } from "./0006_chain.ts";
import { up as striking } from "./0007_striking.ts";
import { up as alerts } from "./0008_alerts.ts";

/**
 * Every change to the tables ever released, by name, in order. Append only: what was released is never edited. Replicas are
 * replaced one by one, so a change leaves what the version before it needs.
 */
export const migrations: { readonly [name: string]: Migration } = {
  "0001_first_tables": { up: firstTables },
  "0002_facts_age": { up: factsAge },
  "0003_budgets": { up: budgets },
  "0004_written_times": { up: writtenTimes },
  "0005_traffic": { up: traffic },
  "0006_chain": { up: chain },
  "0007_striking": { up: striking },
  "0008_alerts": { up: alerts },
};
