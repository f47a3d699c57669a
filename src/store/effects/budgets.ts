import type { ExpressionBuilder, Kysely, RawBuilder } from "kysely";
import type { Budget } from "../../engine/budgets.ts";
import { isDone, statement } from "../statement.ts";
import type { Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";
import { aheadMs, clockAheadFrom, setBack } from "./clock-jumps.ts";

/** The longest that Slack's word to wait holds, in milliseconds; then it is asked again. */
const longestPauseMs = 600_000;

/**
 * Spends one of a budget and resolves with 0; or resolves with the milliseconds to wait and spends nothing, when no more than
 * `keep` are left. One row a budget holds the moment from which all would be saved up again, if nobody spent: one statement
 * looks and spends (the "generic cell rate algorithm").
 */
export async function spendBudget(
  access: Queryable,
  budget: Budget,
  now: number,
  keep: number,
): Promise<number> {
  if (await takeFromBudget(access, budget, now, keep)) return 0;
  const row = await stateOf(access, budget.name);
  if (row !== undefined && !isAhead(row, budget, now)) return untilFree(row, budget, now, keep);
  // It is there for the first time, or its clock was ahead.
  await create(access.db, budget);
  await settleBudgets(access, budget, now);
  if (await takeFromBudget(access, budget, now, keep)) return 0;
  return untilFree((await stateOf(access, budget.name)) ?? unspent, budget, now, keep);
}

/** Nothing of a budget may be spent before `until`; an earlier word that asks for longer stands. */
export async function exhaustBudget(
  { db, dialect }: Queryable,
  name: string,
  until: number,
  now: number,
): Promise<void> {
  const paused_until = dialect.moment(Math.min(until, now + longestPauseMs));
  await create(db, { name, everyMs: 0, burst: 0 });
  await db
    .updateTable("budgets")
    .set({ paused_until, set_at: dialect.moment(now) })
    .where("name", "=", name)
    .where("paused_until", "<", paused_until)
    .execute();
}

export async function takeFromBudget(access: Queryable, budget: Budget, now: number, keep: number) {
  const { name, everyMs, burst } = budget;
  const times = { now, full: now + everyMs, last: now + saved(budget, keep) };
  return isDone(await takeOne(access, { name, everyMs, burst, ...times }));
}

interface Taking extends Budget {
  readonly now: number;
  readonly full: number;
  readonly last: number;
}

const takeOne = statement((db, { name, everyMs, burst, now, full, last }: Taking, dialect) =>
  db
    .updateTable("budgets")
    .set((row) => ({
      next: row
        .case()
        .when("next", ">", dialect.moment(now))
        .then(row("next", "+", everyMs))
        .else(dialect.moment(full))
        .end(),
      set_at: dialect.moment(now),
      every_ms: everyMs,
      burst,
    }))
    .where("name", "=", name)
    .where("paused_until", "<=", dialect.moment(now))
    .where("next", "<=", dialect.moment(last)),
);

async function create(
  db: Kysely<Tables>,
  { name, everyMs: every_ms, burst }: Budget,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("budgets")
    .values({ name, next: 0, paused_until: 0, set_at: 0, every_ms, burst })
    .onConflict((row) => row.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Makes up for a clock that was ahead and was corrected: a wait that it dated is as long again as it was, and never longer than the
 * rule can mean. Resolves with whether there was such a wait.
 */
export async function settleBudgets(
  access: Queryable,
  { name, everyMs, burst }: Budget,
  now: number,
) {
  const { db, dialect } = access;
  const fromAhead = clockAheadFrom(access, now);
  const full = dialect.moment(now + burst * everyMs);
  const longest = dialect.moment(now + longestPauseMs);
  const { numUpdatedRows } = await db
    .updateTable("budgets")
    .set((row) => {
      const least = leastOf(row, fromAhead, dialect.moment(now));
      return {
        next: least("next", full),
        paused_until: least("paused_until", longest),
        set_at: dialect.moment(now),
      };
    })
    .where("name", "=", name)
    .where((row) =>
      row.or([
        row("set_at", ">", fromAhead),
        row("next", ">", full),
        row("paused_until", ">", longest),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** A time of the row, set back if its clock was ahead, and never later than `most`. */
function leastOf(
  row: ExpressionBuilder<Tables, "budgets">,
  fromAhead: RawBuilder<number>,
  now: RawBuilder<number>,
) {
  return (time: "next" | "paused_until", most: RawBuilder<number>) => {
    const back = setBack(row.ref(time), row.ref("set_at"), now);
    const isAhead = row("set_at", ">", fromAhead);
    return row
      .case()
      .when(row.and([isAhead, row(back, "<=", most)]))
      .then(back)
      .when(row(time, "<=", most))
      .then(row.ref(time))
      .else(most)
      .end();
  };
}

/** The times of a budget, on our clock. */
export interface Times {
  readonly next: number;
  readonly paused: number;
  readonly set: number;
}

const unspent: Times = { next: 0, paused: 0, set: 0 };

/** Whether a clock that was ahead has set its times, or they are damaged: what is no number is no time that may be. */
export const isAhead = (
  { set, next, paused }: Times,
  { everyMs, burst }: Omit<Budget, "name">,
  now: number,
): boolean =>
  !(set <= now + aheadMs && next <= now + burst * everyMs && paused <= now + longestPauseMs);

async function stateOf(access: Queryable, name: string): Promise<Times | undefined> {
  const [found] = (await withName(access, { name })).rows;
  return found;
}

const withName = statement((db, { name }: { readonly name: string }, dialect) =>
  db
    .selectFrom("budgets")
    .select((row) => [
      dialect.ours(row.ref("next")).as("next"),
      dialect.ours(row.ref("paused_until")).as("paused"),
      dialect.ours(row.ref("set_at")).as("set"),
    ])
    .where("name", "=", name),
);

function untilFree({ next, paused }: Times, budget: Budget, now: number, keep: number): number {
  return Math.max(1, Math.ceil(Math.max(next - saved(budget, keep), paused) - now));
}

/** How far ahead of now the last of a budget may be spent, in milliseconds. */
const saved = ({ everyMs, burst }: Budget, keep: number): number =>
  Math.max(0, burst - 1 - keep) * everyMs;
