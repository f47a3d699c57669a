import type { ExpressionBuilder, Kysely } from "kysely";
import type { Claim } from "../../engine/ports.ts";
import { isDone, statement } from "../statement.ts";
import type { Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";
import { oneMore } from "./counts.ts";

/** The row of a claim, while the claim holds its lease. */
export function leasedRow({ run, key, lease }: Held) {
  return (row: ExpressionBuilder<Tables, "effects">) =>
    row.and([row("run", "=", run), row("key", "=", key), row("lease", "=", lease)]);
}

type Held = Pick<Claim, "run" | "key" | "lease">;

/** Extends a lease until `until`; false when it was lost. */
export async function renewLease(access: Queryable, held: Claim, until: number): Promise<boolean> {
  return isDone(await extend(access, { ...held, until }));
}

const extend = statement((db, given: Held & { readonly until: number }, dialect) =>
  db
    .updateTable("effects")
    .set({ lease_until: dialect.moment(given.until) })
    .where(leasedRow(given)),
);

/** Removes a finished effect, or leaves it due when it was asked for again; false when the lease was lost. */
export async function finishEffect(access: Queryable, held: Claim): Promise<boolean> {
  return isDone(await remove(access, held)) || isDone(await handBack(access, held));
}

const remove = statement((db, held: Held & Pick<Claim, "wanted">) =>
  db.deleteFrom("effects").where(leasedRow(held)).where("wanted", "=", held.wanted),
);

const handBack = statement((db, held: Held) =>
  db
    .updateTable("effects")
    .set({ ...handedBackFields, attempts: 0, error: null, held_until: 0 })
    .where(leasedRow(held)),
);

/** Gives a claim back, due at `later.due`; a later time that was asked for meanwhile stands. */
export async function postponeEffect(
  { db, dialect }: Queryable,
  claim: Claim,
  later: {
    readonly due: number;
    readonly error: string;
    readonly count: boolean;
    readonly now: number;
  },
): Promise<void> {
  const { error, count } = later;
  const due = dialect.moment(later.due);
  await db
    .updateTable("effects")
    .set((row) => ({
      ...(keepsProgress(claim) ? released : handedBackFields),
      due: row
        .case()
        .when(row.and([row("wanted", ">", claim.wanted), row("due", ">", due)]))
        .then(row.ref("due"))
        .else(due)
        .end(),
      held_until: due,
      set_at: dialect.moment(later.now),
      error,
      attempts: count ? oneMore(row.ref("attempts")) : row.ref("attempts"),
    }))
    .where(leasedRow(claim))
    .execute();
}

/** Parks a poison effect as dead; one that was asked for again meanwhile starts over instead. */
export async function giveUpEffect(db: Kysely<Tables>, claim: Claim, error: string): Promise<void> {
  await db
    .updateTable("effects")
    .set((row) => ({
      ...handedBackFields,
      error,
      held_until: 0,
      dead: row
        .case()
        .when("wanted", "=", claim.wanted)
        .then(1 as const)
        .else(0 as const)
        .end(),
      attempts: row
        .case()
        .when("wanted", "=", claim.wanted)
        .then(oneMore(row.ref("attempts")))
        .else(0)
        .end(),
    }))
    .where(leasedRow(claim))
    .execute();
}

/** Makes the dead effects of a run due again at `due`, as if never tried; returns how many. */
export async function requeueDead(
  { db, dialect }: Queryable,
  run: string,
  due: number,
): Promise<number> {
  const at = dialect.moment(due);
  const { numUpdatedRows } = await db
    .updateTable("effects")
    .set({ dead: 0, due: at, set_at: at, held_until: 0, attempts: 0, error: null })
    .where("run", "=", run)
    .where("dead", "=", 1)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Lets every lease run out now: for a database whose only process has just started, so its workers are dead. */
export async function expireLeases(db: Kysely<Tables>): Promise<void> {
  await db.updateTable("effects").set({ lease_until: 0 }).where("lease", "is not", null).execute();
}

/** A watch shows what it counted last, also while it counts again. */
export const keepsProgress = ({ key }: Pick<Claim, "key">): boolean => key.startsWith("watch ");

const released = { lease: null, lease_until: null };
export const handedBackFields = { ...released, progress: null };
