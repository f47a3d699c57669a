import type { Kysely } from "kysely";
import type { Budget } from "../engine/ports.ts";
import type { Tables } from "./tables.ts";
import type { Access } from "./transaction.ts";

/**
 * Spends one of a budget and resolves with 0; or resolves with the milliseconds to wait and spends nothing, when no more than
 * `keep` are left. One row a budget holds the moment from which all would be saved up again, if nobody spent: one statement
 * looks and spends (the "generic cell rate algorithm").
 */
export async function spend(
  access: Access,
  budget: Budget,
  now: number,
  keep: number,
): Promise<number> {
  if (await take(access, budget, now, keep)) return 0;
  if ((await create(access.db, budget.name)) && (await take(access, budget, now, keep))) return 0;
  return untilFree(access, budget, now, keep);
}

/** Nothing of a budget may be spent before `until`; an earlier word that asks for longer stands. */
export async function exhaust({ db, dialect }: Access, name: string, until: number): Promise<void> {
  const paused_until = dialect.moment(until);
  await create(db, name);
  await db
    .updateTable("budgets")
    .set({ paused_until })
    .where("name", "=", name)
    .where("paused_until", "<", paused_until)
    .execute();
}

async function take({ db, dialect }: Access, budget: Budget, now: number, keep: number) {
  const { name, everyMs } = budget;
  const { numUpdatedRows } = await db
    .updateTable("budgets")
    .set((row) => ({
      next: row
        .case()
        .when("next", ">", dialect.moment(now))
        .then(row("next", "+", everyMs))
        .else(dialect.moment(now + everyMs))
        .end(),
    }))
    .where("name", "=", name)
    .where("paused_until", "<=", dialect.moment(now))
    .where("next", "<=", dialect.moment(now + saved(budget, keep)))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

async function create(db: Kysely<Tables>, name: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("budgets")
    .values({ name, next: 0, paused_until: 0 })
    .onConflict((row) => row.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function untilFree({ db, dialect }: Access, budget: Budget, now: number, keep: number) {
  const { next, paused } = await db
    .selectFrom("budgets")
    .select((row) => [
      dialect.ours(row.ref("next")).as("next"),
      dialect.ours(row.ref("paused_until")).as("paused"),
    ])
    .where("name", "=", budget.name)
    .executeTakeFirstOrThrow();
  return Math.max(1, Math.ceil(Math.max(next - saved(budget, keep), paused) - now));
}

/** How far ahead of now the last of a budget may be spent, in milliseconds. */
const saved = ({ everyMs, burst }: Budget, keep: number): number =>
  Math.max(0, burst - 1 - keep) * everyMs;
