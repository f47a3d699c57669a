import type { Lane } from "../../engine/ports.ts";
import { statement, statementByShape } from "../statement.ts";
import type { Queryable } from "../transaction.ts";
import { nextFree } from "./budget-waiting.ts";

/**
 * When the next effect can be claimed: its due time, the end of the lease in its lane, or when the budget is free that it waits for;
 * undefined without any. Each is the first of an index, however many there are.
 */
export async function nextDue(
  access: Queryable,
  now: number,
  lane?: Lane,
): Promise<number | undefined> {
  const moments = [
    (await nextUnleased(access, lane ?? "any", { now })).rows[0]?.due,
    (await nextExpiry(access, lane ?? "any", { now })).rows[0]?.ends,
    lane === "work" ? undefined : await nextFree(access),
  ].filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

interface Asked {
  readonly now: number;
}

/** The first that waits for time alone, lanes that somebody works on left out. */
const nextUnleased = statementByShape((lane: Lane | "any") =>
  statement((db, { now }: Asked, dialect) =>
    db
      .selectFrom("effects")
      .select((row) => dialect.ours(row.ref("effects.due")).as("due"))
      .where((is) => is("effects.dead", "=", is.lit(0)))
      .where("effects.budget", "is", null)
      .$if(lane !== "any", (some) => some.where("effects.lane", "=", lane as Lane))
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom("effects as other")
              .select("other.key")
              .whereRef("other.run", "=", "effects.run")
              .whereRef("other.lane", "=", "effects.lane")
              .where("other.lease_until", ">", dialect.moment(now)),
          ),
        ),
      )
      .orderBy("effects.due")
      .limit(1),
  ),
);

/** The first end of a lease that is held: what is leased stays, or something waits behind it. */
const nextExpiry = statementByShape((lane: Lane | "any") =>
  statement((db, { now }: Asked, dialect) =>
    db
      .selectFrom("effects")
      .select((row) => dialect.ours(row.ref("lease_until").$castTo<number>()).as("ends"))
      .where("lease", "is not", null)
      .where("lease_until", ">", dialect.moment(now))
      .$if(lane !== "any", (some) => some.where("lane", "=", lane as Lane))
      .orderBy("lease_until")
      .limit(1),
  ),
);
