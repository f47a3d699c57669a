import type { StoreCondition } from "../engine/ports.ts";
import { freeOrphans } from "./effects/budget-waiting.ts";
import type { Queryable } from "./transaction.ts";

/**
 * How the store and the work in it stand. Writes a row, for a full or read-only disk shows only then, and lets go what would wait for
 * ever.
 */
export async function storeCondition(access: Queryable, now: number): Promise<StoreCondition> {
  await write(access, now);
  await freeOrphans(access, {});
  const [oldestDue, dead, held] = await Promise.all([
    oldestFree(access, now),
    deadOnes(access),
    heldOnes(access),
  ]);
  return {
    ...(oldestDue === undefined ? {} : { oldestDue }),
    ...(held.length === 0 ? {} : { held }),
    dead,
  };
}

/** Whatever the clock says: one that was set back must not keep a full disk from being noticed. */
async function write({ db, dialect }: Queryable, now: number): Promise<void> {
  const set_at = dialect.moment(now);
  await db
    .insertInto("budgets")
    .values({ name: "is written", next: 0, paused_until: 0, set_at, every_ms: 0, burst: 0 })
    .onConflict((row) => row.column("name").doUpdateSet({ set_at }))
    .execute();
}

/** Since when the work is due that nobody does, what waits behind work under way left out. */
async function oldestFree({ db, dialect }: Queryable, now: number): Promise<number | undefined> {
  const found = await db
    .selectFrom("effects")
    .leftJoin("effects as other", (join) =>
      join
        .onRef("other.run", "=", "effects.run")
        .onRef("other.lane", "=", "effects.lane")
        .on("other.lease_until", ">", dialect.moment(now)),
    )
    .select((row) =>
      dialect.ours(row.fn.min<number>("effects.due")).$castTo<number | null>().as("due"),
    )
    .where((is) => is("effects.dead", "=", is.lit(0)))
    .where("effects.budget", "is", null)
    .where("effects.due", "<=", dialect.moment(now))
    .where("other.key", "is", null)
    .executeTakeFirst();
  return found?.due ?? undefined;
}

async function heldOnes({ db, dialect }: Queryable): Promise<NonNullable<StoreCondition["held"]>> {
  const found = await db
    .selectFrom("effects")
    .select((row) => [
      row.ref("budget").$castTo<string>().as("budget"),
      row.fn.countAll<number | string>().as("waiting"),
      dialect.ours(row.fn.min<number>("due")).as("since"),
    ])
    .where((is) => is("dead", "=", is.lit(0)))
    .where("budget", "is not", null)
    .groupBy("budget")
    .orderBy("budget")
    .execute();
  return found.map(({ waiting, ...more }) => ({ ...more, waiting: Number(waiting) }));
}

const mostDead = 1_000;

async function deadOnes({ db }: Queryable): Promise<StoreCondition["dead"]> {
  const found = await db
    .selectFrom("effects")
    .select(["run", "key", "error"])
    .where((is) => is("dead", "=", is.lit(1)))
    .orderBy("run")
    .orderBy("key")
    .limit(mostDead)
    .execute();
  return found.map(({ run, key, error }) => ({ run, key, why: error ?? "" }));
}
