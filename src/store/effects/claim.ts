import type { ExpressionBuilder, Kysely, RawBuilder } from "kysely";
import type { Claim, Lane, Unreadable } from "../../engine/ports.ts";
import { readEffect } from "../parse-rows.ts";
import { statement, statementByShape } from "../statement.ts";
import type { EffectsTable, Tables } from "../tables.ts";
import { type Database, type Queryable, runTransaction } from "../transaction.ts";
import { firstWaiting, freeBudget, settleWaiting } from "./budget-waiting.ts";
import { takeFromBudget } from "./budgets.ts";
import { settleEffects } from "./clock-jumps.ts";
import { areCounts, oneMore } from "./counts.ts";
import { keepsProgress } from "./effects.ts";

/**
 * Leases the oldest due effect, of `lane` or of any, whose run and lane nobody works on, until `now + leaseMs`; undefined when
 * there is none, also after making up for a clock that was ahead. One that cannot be read is buried, and the next one taken.
 */
export async function claimEffect(
  database: Database & { readonly unreadable: (what: Unreadable) => void },
  ...asked: readonly [now: number, leaseMs: number, lease: string, lane?: Lane]
): Promise<Claim | undefined> {
  let hasSettled = false;
  for (;;) {
    const claimed = await claimDue(database, ...asked);
    if (claimed !== undefined && "lease" in claimed) return claimed;
    if (claimed !== undefined) database.unreadable(claimed);
    else if (hasSettled || !(await settle(database, asked[0]))) return undefined;
    else hasSettled = true;
  }
}

async function settle(access: Queryable, now: number): Promise<boolean> {
  const [effects, waiting] = [await settleEffects(access, now), await settleWaiting(access, now)];
  return effects || waiting;
}

function claimDue(
  database: Database,
  now: number,
  leaseMs: number,
  lease: string,
  lane?: Lane,
): Promise<Claim | Unreadable | undefined> {
  return runTransaction<Claim | Unreadable | undefined>(database, async (transaction) => {
    const next: Next | undefined =
      (await oldestDue(transaction, lane ?? "any", { now })).rows[0] ??
      (await letThrough(transaction, now, lane));
    if (next === undefined) return { keep: false, answer: undefined };
    const { run, key } = next;
    await endExpiredLease(transaction, { run, key, lane: next.lane, now });
    const leased = { run, key, lease, now, until: now + leaseMs };
    const [taken] = (await leaseTo(transaction, shapeOf(next), leased)).rows;
    if (taken === undefined) throw new Error(`The effect ${key} of run ${run} left meanwhile.`);
    const effect = areCounts(taken) ? readEffect(taken.effect) : undefined;
    if (effect === undefined) return { keep: true, answer: await buried(transaction.db, taken) };
    const { due, paid } = next;
    return { keep: true, answer: { ...claimOf(taken, lease), effect, due, ...paid } };
  });
}

interface Next extends Pick<EffectsTable, "run" | "key" | "lane" | "due"> {
  readonly paid?: Pick<Claim, "paid">;
}

/** The first of those that wait for a budget that is free now, of which it spends one: for each that is free, one goes. */
async function letThrough(access: Queryable, now: number, lane?: Lane): Promise<Next | undefined> {
  if (lane === "work") return undefined;
  const free = await freeBudget(access, now);
  if (free === undefined) return undefined;
  const first = await firstWaiting(access, free);
  if (first === undefined || !(await takeFromBudget(access, free.budget, now, first.keep)))
    return undefined;
  return { ...first, paid: { paid: free.budget.name } };
}

const oldestDue = statementByShape((lane: Lane | "any") =>
  statement((db, given: { readonly now: number }, dialect) => {
    const now = dialect.moment(given.now);
    const query = db
      .selectFrom("effects")
      .select((is) => [
        "effects.run",
        "effects.key",
        "effects.lane",
        dialect.ours(is.ref("effects.due")).as("due"),
      ])
      // Literals, for SQLite uses a partial index only where it sees that its condition holds.
      .where((is) => is("effects.dead", "=", is.lit(0)))
      .where("effects.budget", "is", null)
      .where("effects.due", "<=", now)
      .$if(lane !== "any", (some) => some.where("effects.lane", "=", lane as Lane))
      // Said twice, for where rows are locked one by one: there only what stands on the row itself is looked at anew.
      .where((is) => is.or([is("lease_until", "is", null), is("lease_until", "<=", now)]))
      .where((is) => is.not(is.exists(workedOn(is, now))))
      .where((is) => is.not(is.exists(before(is))))
      .orderBy("effects.due")
      .orderBy("effects.asked")
      .orderBy("effects.turn")
      .orderBy("effects.run")
      .limit(1);
    return dialect.holdFree(query);
  }),
);

/** The effect of the same run and lane that a live claim holds. */
function workedOn(is: ExpressionBuilder<Tables, "effects">, now: RawBuilder<number>) {
  return inLane(is).where("other.lease_until", ">", now);
}

/** One of the same run and lane that comes first: nobody may take the second while another is just taking the first. */
function before(is: ExpressionBuilder<Tables, "effects">) {
  return inLane(is)
    .where("other.dead", "=", 0)
    .where((both) =>
      both(
        both.refTuple("other.due", "other.asked", "other.turn"),
        "<",
        both.refTuple("effects.due", "effects.asked", "effects.turn"),
      ),
    );
}

function inLane(is: ExpressionBuilder<Tables, "effects">) {
  return is
    .selectFrom("effects as other")
    .select("other.key")
    .whereRef("other.run", "=", "effects.run")
    .whereRef("other.lane", "=", "effects.lane");
}

/** Of the others in the lane: each row is written once, for PostgreSQL refuses the second time one whose run is gone. */
const endExpiredLease = statement(
  (db, given: Pick<EffectsTable, "run" | "key" | "lane"> & { readonly now: number }, dialect) =>
    db
      .updateTable("effects")
      .set((row) => ({ lease: null, lease_until: null, attempts: oneMore(row.ref("attempts")) }))
      .where("run", "=", given.run)
      .where("key", "!=", given.key)
      .where("lane", "=", given.lane)
      .where("lease", "is not", null)
      // One that is held for no time is damaged.
      .where((is) =>
        is.or([is("lease_until", "is", null), is("lease_until", "<=", dialect.moment(given.now))]),
      ),
);

interface Leased extends Pick<EffectsTable, "run" | "key"> {
  readonly lease: string;
  readonly now: number;
  readonly until: number;
}

const shapeOf = (next: Next) => ({
  keepsWord: keepsProgress(next),
  isPaid: next.paid !== undefined,
});

const leaseTo = statementByShape(({ keepsWord, isPaid }: ReturnType<typeof shapeOf>) =>
  statement((db, { run, key, lease, now, until }: Leased, dialect) =>
    db
      .updateTable("effects")
      .set({ lease, lease_until: dialect.moment(until), set_at: dialect.moment(now) })
      .set({ budget: null, ...(keepsWord ? {} : { progress: null }) })
      // What wants more of the budget that it waited for stands behind all others that wait.
      .set(isPaid ? { due: dialect.moment(now) } : {})
      .set((row) => ({ attempts: attemptsOf(row) }))
      .where("run", "=", run)
      .where("key", "=", key)
      .returningAll(),
  ),
);

/** A worker that let its lease run out has failed at it, so that what kills workers does not come back for ever. */
const attemptsOf = (row: ExpressionBuilder<Tables, "effects">) =>
  row
    .case()
    .when("lease", "is", null)
    .then(row.ref("attempts"))
    .else(oneMore(row.ref("attempts")))
    .end();

const claimOf = ({ run, key, attempts, wanted }: EffectsTable, lease: string) => ({
  ...{ run, key, lease, attempts, wanted },
});

/** Sets a row aside whose effect is damaged: it must not stop all that comes after it. */
async function buried(
  db: Kysely<Tables>,
  { run, key }: Pick<EffectsTable, "run" | "key">,
): Promise<Unreadable> {
  const why = "What is stored of it is damaged and cannot be read.";
  await db
    .updateTable("effects")
    .set({ lease: null, lease_until: null, dead: 1, error: why, wanted: 1, attempts: 0 })
    .where("run", "=", run)
    .where("key", "=", key)
    .execute();
  return { run, key, why };
}
