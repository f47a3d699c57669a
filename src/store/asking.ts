import type { Kysely } from "kysely";
import type { Effect } from "../engine/event.ts";
import type { DueEffect } from "../engine/ports.ts";
import type { Dialect } from "./dialect.ts";
import type { EffectsTable, Lane, Tables } from "./tables.ts";

/** Which commit of a run asks, and as which of its effects. */
export interface Turn {
  readonly run: string;
  readonly asked: number;
  readonly turn: number;
}

/** Makes an effect due: a new row, or the row of the same key moved. */
export async function ask(
  db: Kysely<Tables>,
  dialect: Dialect,
  wanted: DueEffect,
  turn: Turn,
): Promise<void> {
  const query = db
    .selectFrom("effects")
    .selectAll()
    .where("run", "=", turn.run)
    .where("key", "=", wanted.key);
  const before = await dialect.hold(query).executeTakeFirst();
  const { run, key, ...after } = asked(before, wanted, turn);
  await db
    .insertInto("effects")
    .values({ run, key, ...after })
    .onConflict((row) => row.columns(["run", "key"]).doUpdateSet(after))
    .execute();
}

/**
 * The row of an effect once it is asked for (again). Many changes want one rendering, so a `show` keeps its earliest time
 * and what it waits for after a failure; any other effect is replaced; a dead one starts over. A claim that is out keeps
 * its lease, and learns from `wanted` that it was asked for again.
 */
export function asked(
  before: EffectsTable | undefined,
  wanted: DueEffect,
  turn: Turn,
): EffectsTable {
  const fresh = freshRow(wanted, turn);
  if (before === undefined) return fresh;
  const again = { ...fresh, wanted: before.wanted + 1 };
  if (before.dead === 1) return again;
  const leased = { ...again, lease: before.lease, lease_until: before.lease_until };
  if (wanted.effect.kind !== "show") return leased;
  const due = Math.max(before.held_until, Math.min(before.due, wanted.due));
  const { held_until, attempts, error } = before;
  return { ...leased, due, held_until, attempts, error };
}

function freshRow({ key, effect, due }: DueEffect, turn: Turn): EffectsTable {
  return {
    ...turn,
    key,
    lane: laneOf(effect),
    visit: effect.kind === "show" ? null : effect.visit,
    effect: JSON.stringify(effect),
    due,
    held_until: 0,
    wanted: 1,
    attempts: 0,
    lease: null,
    lease_until: null,
    dead: 0,
    error: null,
    progress: null,
  };
}

function laneOf(effect: Effect): Lane {
  return effect.kind === "show" ? "show" : "work";
}
