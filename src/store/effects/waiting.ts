import type { ExpressionBuilder } from "kysely";
import type { Budget, Claim, Hold } from "../../engine/ports.ts";
import type { EffectsTable, Tables } from "../tables.ts";
import type { Access } from "../transaction.ts";
import { longestPauseMs, settle } from "./budgets.ts";
import { aheadMs } from "./clock-jumps.ts";
import { handedBack, leased } from "./effects.ts";

/**
 * Gives a claim back to wait for a budget. With it wait all other repaints of the channel whose card is still to be posted, for each
 * needs that budget too: none of them is claimed in vain.
 */
export async function hold(access: Access, claim: Claim, held: Hold, now: number): Promise<void> {
  const { budget, keep, channel, why } = held;
  await access.db
    .updateTable("effects")
    .set((row) => ({
      ...handedBack,
      error: why,
      held_until: 0,
      keep,
      // Asked for again meanwhile: it may want something else.
      budget: row.case().when("wanted", "=", claim.wanted).then(budget).else(null).end(),
    }))
    .where(leased(claim))
    .execute();
  if (channel !== undefined) await holdAlike(access, { ...held, channel }, now);
}

/** Repaints that are due in runs of the channel that have no card yet. */
async function holdAlike(
  { db, dialect }: Access,
  { budget, keep, channel, why }: Hold & { readonly channel: string },
  now: number,
): Promise<void> {
  await db
    .updateTable("effects")
    .set({ budget, keep, error: why })
    .where("key", "=", "show")
    .where((is) => is("dead", "=", is.lit(0)))
    .where("budget", "is", null)
    .where("lease", "is", null)
    .where("due", "<=", dialect.moment(now))
    .where((is) => is.exists(inChannel(is, channel)))
    .where((is) => is.not(is.exists(cardOf(is))))
    .execute();
}

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
export async function freeBudget(access: Access, now: number): Promise<Free | undefined> {
  const waited = await waitedFor(access);
  const first = waited.find((one) => momentOf(one) <= now);
  return first && { budget: first.budget, mostKeep: mostKeepOf(first, now) };
}

/** Makes up for a clock that was ahead where work waits for a budget. Resolves with whether any was set so. */
export async function settleWaiting(access: Access, now: number): Promise<boolean> {
  const ahead = (await waitedFor(access)).filter((one) => isAhead(one, now));
  for (const { budget } of ahead) await settle(access, budget, now);
  return ahead.length > 0;
}

/** When the first of the budgets that work waits for is free; undefined where none is waited for. */
export async function nextFree(access: Access): Promise<number | undefined> {
  const moments = (await waitedFor(access)).map(momentOf);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** The one that goes first, the most urgent and then the oldest, held as dialects hold rows. */
export function firstWaiting(
  { db, dialect }: Access,
  { budget, mostKeep }: Free,
): Promise<(Pick<EffectsTable, "run" | "key" | "lane" | "keep"> & { due: number }) | undefined> {
  const query = db
    .selectFrom("effects")
    .select((is) => ["run", "key", "lane", "keep", dialect.ours(is.ref("due")).as("due")])
    .where("budget", "=", budget.name)
    .where("keep", "<=", mostKeep)
    .where((is) => is("dead", "=", is.lit(0)))
    .where("budget", "is not", null)
    .orderBy("keep")
    .orderBy("due")
    .orderBy("run")
    .limit(1);
  return dialect.holdFree(query).executeTakeFirst();
}

interface Waited {
  readonly budget: Budget;
  readonly set: number;
  readonly next: number;
  readonly paused: number;
  /** The least that one of those that wait leaves for others. */
  readonly keep: number;
}

/** Each budget that work waits for; one look into an index for each budget there is. */
async function waitedFor({ db, dialect }: Access): Promise<readonly Waited[]> {
  const found = await db
    .selectFrom("budgets")
    .select((is) => [
      ...(["name", "every_ms", "burst"] as const),
      dialect.ours(is.ref("next")).as("next"),
      dialect.ours(is.ref("paused_until")).as("paused"),
      dialect.ours(is.ref("set_at")).as("set"),
      leastKeep(is).as("keep"),
    ])
    .where((is) => is.exists(leastKeep(is)))
    .execute();
  return found.map(({ name, every_ms: everyMs, burst, keep, ...times }) => ({
    ...times,
    budget: { name, everyMs, burst },
    keep: keep ?? 0,
  }));
}

const leastKeep = (is: ExpressionBuilder<Tables, "budgets">) =>
  is
    .selectFrom("effects")
    .select("effects.keep")
    .whereRef("effects.budget", "=", "budgets.name")
    .where("effects.budget", "is not", null)
    .where((one) => one("effects.dead", "=", one.lit(0)))
    .orderBy("effects.keep")
    .limit(1);

/** Whether a clock that was ahead has set its times. */
const isAhead = ({ budget, set, next, paused }: Waited, now: number): boolean =>
  set > now + aheadMs ||
  next > now + budget.burst * budget.everyMs ||
  paused > now + longestPauseMs;

/** When one of those that wait is let through. */
const momentOf = ({ budget, next, paused, keep }: Waited): number =>
  Math.max(paused, next - Math.max(0, budget.burst - 1 - keep) * budget.everyMs);

/** The largest integer that PostgreSQL's type takes. */
const anyKeep = 2 ** 31 - 1;

function mostKeepOf({ budget, next }: Waited, now: number): number {
  if (next <= now || budget.everyMs === 0) return anyKeep;
  return Math.max(0, Math.floor(budget.burst - 1 - (next - now) / budget.everyMs));
}
