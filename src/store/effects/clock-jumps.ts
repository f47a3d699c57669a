import { type Expression, type RawBuilder, sql } from "kysely";
import { statement } from "../statement.ts";
import type { Queryable } from "../transaction.ts";

/**
 * How far the time of a row may lie ahead of now before it counts as set by a clock that was ahead, in milliseconds: longer than any
 * transaction takes, for those that ran side by side began at different moments.
 */
export const aheadMs = 10_000;
/** No lease is longer than this, in milliseconds. */
const longestLeaseMs = 60_000;

/** The moment from which on a row's `set_at` says that its clock was ahead. */
export const clockAheadFrom = (
  { dialect }: Pick<Queryable, "dialect">,
  now: number,
): RawBuilder<number> => dialect.moment(now + aheadMs);

/** A time of a row that was set at `set`, on the clock of `now`: what was "in five minutes" then is so again. */
export const setBack = (
  time: Expression<number>,
  set: Expression<number>,
  now: Expression<number>,
): RawBuilder<number> => sql<number>`(${time} - (${set} - ${now}))`;

/**
 * Makes up for a clock that was ahead and was corrected: work that it dated keeps the wait that it had, and no lease holds longer
 * than any may. Resolves with whether there was such work.
 */
export async function settleEffects(access: Queryable, now: number): Promise<boolean> {
  const longest = now + longestLeaseMs;
  const { numAffectedRows: moved } = await setBackAll(access, {
    now,
    ahead: now + aheadMs,
    longest,
  });
  const { numAffectedRows: cut } = await cutLeases(access, { longest });
  return (moved ?? 0n) + (cut ?? 0n) > 0n;
}

const setBackAll = statement(
  (
    db,
    given: { readonly now: number; readonly ahead: number; readonly longest: number },
    dialect,
  ) => {
    const moment = dialect.moment(given.now);
    return db
      .updateTable("effects")
      .set((row) => {
        const set = row.ref("set_at");
        return {
          due: setBack(row.ref("due"), set, moment),
          held_until: setBack(row.ref("held_until"), set, moment),
          // One that is no longer than it may be was renewed since: set back once more, it would be another worker's as well.
          lease_until: row
            .case()
            .when("lease_until", ">", dialect.moment(given.longest))
            .then(setBack(row.ref("lease_until").$castTo<number>(), set, moment))
            .else(row.ref("lease_until"))
            .end(),
          set_at: moment,
        };
      })
      .where("set_at", ">", dialect.moment(given.ahead));
  },
);

const cutLeases = statement((db, given: { readonly longest: number }, dialect) => {
  const longest = dialect.moment(given.longest);
  return db
    .updateTable("effects")
    .set({ lease_until: longest })
    .where("lease", "is not", null)
    .where("lease_until", ">", longest);
});
