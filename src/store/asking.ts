import type { ExpressionBuilder, OnConflictDatabase } from "kysely";
import { laneOf } from "../engine/ports.ts";
import type { DueEffect } from "../run/effects.ts";
import { keepsProgress } from "./effects.ts";
import type { Tables } from "./tables.ts";
import type { Access } from "./transaction.ts";

/** Which commit of a run asks, when, and as which of its effects. */
export interface Turn {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Nothing happened: what a budget holds goes on waiting for it. */
  readonly isCalm?: boolean;
  readonly run: string;
  readonly asked: number;
  readonly turn: number;
}

/**
 * Makes an effect due: a new row, or the row of the same key moved. Many changes want one rendering, so a `show` keeps its
 * earliest time and what it waits for after a failure; any other effect is replaced; a dead one starts over. A claim that
 * is out keeps its lease, and learns from `wanted` that it was asked for again.
 */
export async function ask({ db, dialect }: Access, wanted: DueEffect, turn: Turn): Promise<void> {
  const { run, key, ...fresh } = freshRow(wanted, turn);
  const due = dialect.moment(wanted.due);
  const set_at = dialect.moment(turn.now);
  const { lease: _lease, lease_until: _until, ...again } = fresh;
  await db
    .insertInto("effects")
    .values({ run, key, ...fresh, due, set_at })
    .onConflict((row) =>
      row.columns(["run", "key"]).doUpdateSet((is) => ({
        ...again,
        ...(wanted.effect.kind === "show" ? kept(is) : replaced(is)),
        ...(turn.isCalm === true ? held(is) : {}),
        ...(keepsProgress(wanted) ? { progress: is.ref("effects.progress") } : {}),
        wanted: is("effects.wanted", "+", 1),
      })),
    )
    .execute();
}

function freshRow({ key, effect }: DueEffect, { run, asked, turn }: Turn) {
  return {
    ...{ run, asked, turn },
    key,
    lane: laneOf(effect),
    visit: "visit" in effect ? effect.visit : null,
    effect: JSON.stringify(effect),
    held_until: 0,
    wanted: 1,
    attempts: 0,
    lease: null,
    lease_until: null,
    dead: 0,
    error: null,
    progress: null,
    budget: null,
    keep: 0,
  } as const;
}

const held = (is: ExpressionBuilder<Asked, "effects" | "excluded">) => ({
  budget: is.case().when("effects.dead", "=", 1).then(null).else(is.ref("effects.budget")).end(),
  keep: is.ref("effects.keep"),
});

const replaced = (is: ExpressionBuilder<Asked, "effects" | "excluded">) => ({
  due: is.ref("excluded.due"),
  set_at: is.ref("excluded.set_at"),
});

/** What a `show` keeps of its row: the earlier of the two times, though not before it may be tried again. */
function kept(is: ExpressionBuilder<Asked, "effects" | "excluded">) {
  const dead = is.case().when("effects.dead", "=", 1);
  const asked = is.ref("excluded.due");
  return {
    due: dead
      .then(asked)
      .when("effects.due", "<=", asked)
      .then(is.ref("effects.due"))
      .when("effects.held_until", "<=", asked)
      .then(asked)
      .else(is.ref("effects.held_until"))
      .end(),
    // The time that is kept was set when it was set.
    set_at: dead
      .then(is.ref("excluded.set_at"))
      .when("effects.due", "<=", asked)
      .then(is.ref("effects.set_at"))
      .when("effects.held_until", "<=", asked)
      .then(is.ref("excluded.set_at"))
      .else(is.ref("effects.set_at"))
      .end(),
    held_until: is.ref("effects.held_until"),
    attempts: dead.then(0).else(is.ref("effects.attempts")).end(),
    error: dead.then(null).else(is.ref("effects.error")).end(),
  };
}

type Asked = OnConflictDatabase<Tables, "effects">;
