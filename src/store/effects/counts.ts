import { type Expression, type RawBuilder, sql } from "kysely";
import type { EffectsTable } from "../tables.ts";

/** Nothing is tried or asked for as often: a row that says so is damaged. */
const most = 1_000_000_000;

/** Whether the counts of a row may be right: one that is rounded when it is read is never found again by what was read. */
export const areCounts = ({ attempts, wanted }: Pick<EffectsTable, "attempts" | "wanted">) =>
  [attempts, wanted].every((count) => Number.isInteger(count) && Math.abs(count) <= most);

/** The next of a count. A damaged one begins anew, for a sum beyond the column's type would fail for ever. */
export const oneMore = (count: Expression<number>): RawBuilder<number> =>
  sql<number>`(case when ${count} < ${sql.lit(most)} then ${count} + 1 else 1 end)`;
