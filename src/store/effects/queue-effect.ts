import type { ExpressionBuilder, OnConflictDatabase } from "kysely";
import { laneOf } from "../../engine/ports.ts";
import type { DueEffect } from "../../run/effects.ts";
import { statement, statementByShape } from "../statement.ts";
import type { EffectsTable, Tables } from "../tables.ts";
import type { Queryable } from "../transaction.ts";
import { oneMore } from "./counts.ts";
import { keepsProgress } from "./effects.ts";

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
export async function queueEffect(access: Queryable, wanted: DueEffect, turn: Turn): Promise<void> {
  const { effect, key, due } = wanted;
  const { run, asked, now } = turn;
  const shape = {
    isShow: key === "show",
    isCalm: turn.isCalm === true,
    keepsProgress: keepsProgress(wanted),
  };
  await upsert(access, shape, {
    ...{ run, key, asked, turn: turn.turn, due, set_at: now },
    lane: laneOf(effect),
    visit: "visit" in effect ? effect.visit : null,
    effect: JSON.stringify(effect),
  });
}

interface Shape {
  readonly isShow: boolean;
  readonly isCalm: boolean;
  readonly keepsProgress: boolean;
}

type Given = Pick<
  EffectsTable,
  "run" | "key" | "asked" | "turn" | "due" | "set_at" | "lane" | "visit" | "effect"
>;

const upsert = statementByShape((shape: Shape) =>
  statement((db, given: Given, dialect) => {
    const { run, key, asked, turn, lane, visit, effect } = given;
    const fresh = { ...{ asked, turn, lane, visit, effect }, ...untried };
    const moments = { due: dialect.moment(given.due), set_at: dialect.moment(given.set_at) };
    return db
      .insertInto("effects")
      .values({ run, key, ...fresh, ...moments, lease: null, lease_until: null })
      .onConflict((row) =>
        row.columns(["run", "key"]).doUpdateSet((is) => ({
          ...fresh,
          ...(shape.isShow ? kept(is) : replaced(is)),
          ...(shape.isCalm ? held(is) : {}),
          ...(shape.keepsProgress ? { progress: is.ref("effects.progress") } : {}),
          wanted: oneMore(is.ref("effects.wanted")),
        })),
      );
  }),
);

const untried = {
  held_until: 0,
  wanted: 1,
  attempts: 0,
  dead: 0,
  error: null,
  progress: null,
  budget: null,
  keep: 0,
} as const;

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
