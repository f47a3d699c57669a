import type { ExpressionBuilder } from "kysely";
import type { Budget, BudgetWait } from "../../engine/budgets.ts";
import type { Claim } from "../../engine/ports.ts";
import { statement } from "../statement.ts";
import type { EffectsTable, Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";
import { isAhead, settleBudgets, type Times } from "./budgets.ts";
import { handedBackFields, leasedRow } from "./effects.ts";

/**
 * Gives a claim back to wait for a budget. With it wait all other repaints of the channel whose card is still to be posted, for each
 * needs that budget too: none of them is claimed in vain.
 */
export async function waitForBudget(
  access: Queryable,
  claim: Claim,
  held: BudgetWait,
  now: number,
): Promise<void> {
  const { budget, keep, channel, why } = held;
  const { run, key, lease, wanted } = claim;
  await handBack(access, { run, key, lease, wanted, budget, keep, why });
  if (channel !== undefined) await holdAlike(access, { budget, keep, channel, why, now });
}

const handBack = statement(
  (db, given: Pick<Claim, "run" | "key" | "lease" | "wanted"> & Omit<BudgetWait, "channel">) =>
    db
      .updateTable("effects")
      .set((row) => ({
        ...handedBackFields,
        error: given.why,
        held_until: 0,
        keep: given.keep,
        // Asked for again meanwhile: it may want something else.
        budget: row.case().when("wanted", "=", given.wanted).then(given.budget).else(null).end(),
      }))
      .where(leasedRow(given)),
);

/** Repaints that are due in runs of the channel that have no card yet. */
const holdAlike = statement((db, given: Required<BudgetWait> & { readonly now: number }, dialect) =>
  db
    .updateTable("effects")
    .set({ budget: given.budget, keep: given.keep, error: given.why })
    .where("key", "=", "show")
    .where((is) => is("dead", "=", is.lit(0)))
    .where("budget", "is", null)
    .where("lease", "is", null)
    .where("due", "<=", dialect.moment(given.now))
    .where((is) => is.exists(inChannel(is, given.channel)))
    .where((is) => is.not(is.exists(cardOf(is)))),
);

const inChannel = (is: ExpressionBuilder<Tables, "effects">, channel: string) =>
  is
    .selectFrom("runs")
    .select("runs.id")
    .whereRef("runs.id", "=", "effects.run")
    .where("runs.channel", "=", channel);

const cardOf = (is: ExpressionBuilder<Tables, "effects">) =>
  is
    .selectFrom("messages")
    .select("messages.key")
    .whereRef("messages.run", "=", "effects.run")
    .where("messages.key", "=", "card")
    .where("messages.ts", "!=", "");

/** A budget that lets one of those through that wait for it, and how urgent that one must be at least. */
export interface Free {
  readonly budget: Budget;
  readonly mostKeep: number;
}

/** A budget that is free now, of those that work waits for. */
export async function freeBudget(access: Queryable, now: number): Promise<Free | undefined> {
  const waited = await waitedFor(access);
  const first = waited.find((one) => momentOf(one) <= now);
  return first && { budget: first.budget, mostKeep: mostKeepOf(first, now) };
}

/** Makes up for a clock that was ahead where work waits for a budget. Resolves with whether any was set so. */
export async function settleWaiting(access: Queryable, now: number): Promise<boolean> {
  const ahead = (await waitedFor(access)).filter((one) => isAhead(one, one.budget, now));
  for (const { budget } of ahead) await settleBudgets(access, budget, now);
  return ahead.length > 0;
}

/** Lets go what waits for a budget that nobody knows any more. */
export const freeOrphans = statement((db, _: object) =>
  db
    .updateTable("effects")
    .set({ budget: null })
    .where("budget", "is not", null)
    .where((is) => is("dead", "=", is.lit(0)))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom("budgets")
            .select("budgets.name")
            .whereRef("budgets.name", "=", "effects.budget"),
        ),
      ),
    ),
);

/** When the first of the budgets that work waits for is free; undefined where none is waited for. */
export async function nextFree(access: Queryable): Promise<number | undefined> {
  const moments = (await waitedFor(access)).map(momentOf);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/**
 * The one that goes first, the most urgent and then the oldest, held as dialects hold rows. What is less urgent goes before it once it
 * has waited longer by so much, else whoever always wants something urgent would keep it for ever.
 */
export async function firstWaiting(access: Queryable, { budget, mostKeep }: Free) {
  const firsts: Waiting[] = [];
  for (let least = -anyKeep; least <= mostKeep && firsts.length < mostUrgencies; ) {
    const [first] = (await waiting(access, { budget: budget.name, least, mostKeep })).rows;
    if (first === undefined) break;
    firsts.push(first);
    least = first.keep + 1;
  }
  return firsts.toSorted((one, other) => turnOf(one) - turnOf(other))[0];
}

type Waiting = Pick<EffectsTable, "run" | "key" | "lane" | "keep" | "due">;

/** Each urgency is one look into an index; no rule has as many. */
const mostUrgencies = 8;

/** For each that is left for what is more urgent, in milliseconds. */
const patienceMs = 10_000;

function turnOf({ due, keep }: Waiting): number {
  const turn = Number(due) + keep * patienceMs;
  return Number.isNaN(turn) ? Number.MAX_VALUE : turn;
}

const waiting = statement(
  (
    db,
    given: Pick<Free, "mostKeep"> & { readonly budget: string; readonly least: number },
    dialect,
  ) =>
    dialect.holdFree(
      db
        .selectFrom("effects")
        .select((is) => ["run", "key", "lane", "keep", dialect.ours(is.ref("due")).as("due")])
        .where("budget", "=", given.budget)
        .where("keep", ">=", given.least)
        .where("keep", "<=", given.mostKeep)
        .where((is) => is("dead", "=", is.lit(0)))
        .where("budget", "is not", null)
        .orderBy("keep")
        .orderBy("due")
        .orderBy("run")
        .limit(1),
    ),
);

interface Waited extends Times {
  readonly budget: Budget;
  /** The least that one of those that wait leaves for others. */
  readonly keep: number;
}

/** Each budget that work waits for; one look into an index for each budget there is. */
async function waitedFor(access: Queryable): Promise<readonly Waited[]> {
  const found = await budgetsWaitedFor(access, {});
  return found.rows.map(({ name, every_ms: everyMs, burst, keep, ...times }) => ({
    ...times,
    budget: { name, everyMs: ruleOf(everyMs), burst: ruleOf(burst) },
    keep: keep ?? 0,
  }));
}

/** A damaged rule holds nothing: who spends next states it anew. */
const ruleOf = (kept: number): number =>
  Number.isSafeInteger(kept) && kept >= 0 && kept <= longestRule ? kept : 0;

/** No budget saves up as many, or takes as long for one, in milliseconds. */
const longestRule = 86_400_000;

const budgetsWaitedFor = statement((db, _: object, dialect) =>
  db
    .selectFrom("budgets")
    .select((is) => [
      ...(["name", "every_ms", "burst"] as const),
      dialect.ours(is.ref("next")).as("next"),
      dialect.ours(is.ref("paused_until")).as("paused"),
      dialect.ours(is.ref("set_at")).as("set"),
      leastKeep(is).as("keep"),
    ])
    .where((is) => is.exists(leastKeep(is))),
);

const leastKeep = (is: ExpressionBuilder<Tables, "budgets">) =>
  is
    .selectFrom("effects")
    .select("effects.keep")
    .whereRef("effects.budget", "=", "budgets.name")
    .where("effects.budget", "is not", null)
    .where((one) => one("effects.dead", "=", one.lit(0)))
    .orderBy("effects.keep")
    .limit(1);

/** When one of those that wait is let through. */
const momentOf = ({ budget, next, paused, keep }: Waited): number =>
  Math.max(paused, next - Math.max(0, budget.burst - 1 - keep) * budget.everyMs);

/** The largest integer that PostgreSQL's type takes. */
const anyKeep = 2 ** 31 - 1;

function mostKeepOf({ budget, next }: Waited, now: number): number {
  if (next <= now || budget.everyMs === 0) return anyKeep;
  return Math.max(0, Math.floor(budget.burst - 1 - (next - now) / budget.everyMs));
}
