import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from "kysely";
import type { Alike } from "#language";
import type { Clock, Commit, Committed } from "../engine/ports.ts";
import type { RunRow } from "../run/run.ts";
import { rememberDelivery } from "./deliveries.ts";
import { finishEffect } from "./effects/effects.ts";
import { queueEffect } from "./effects/queue-effect.ts";
import { appendEvents, keepFacts } from "./log/log.ts";
import { postAnew } from "./messages.ts";
import { writeRow } from "./run-rows.ts";
import { isDone, statement } from "./statement.ts";
import type { RunsTable, Tables } from "./tables.ts";
import { type Database, type Queryable, runTransaction } from "./transaction.ts";

/** One change to one run, whole or not at all. Rejects with StoreUnavailable when `signal` aborts before it is kept. */
export function commitChange(
  { clock, ...database }: Database & { readonly clock: Clock },
  change: Commit,
  signal?: AbortSignal,
): Promise<Committed> {
  return runTransaction(
    database,
    async (transaction) => {
      const answer =
        (await refusal(transaction, change, clock())) ??
        (await record(transaction, change, clock()));
      return { keep: answer.kind === "committed", answer };
    },
    signal,
  );
}

/** Writes what may turn out to be refused; the transaction is undone then. */
async function refusal(
  access: Queryable,
  change: Commit,
  now: number,
): Promise<Committed | undefined> {
  const { row, delivery, done } = change;
  const before =
    delivery && (await rememberDelivery(access, { id: delivery, run: row.id, at: now }));
  if (before) return { kind: "duplicate", run: before };
  const refused = await (change.expected === 0 ? create(access.db, change) : move(access, change));
  if (refused !== undefined) return refused;
  if (done !== undefined && !(await finishEffect(access, done))) return { kind: "leaseLost" };
  return undefined;
}

async function create(db: Kysely<Tables>, change: Commit): Promise<Committed | undefined> {
  const like = change.alike && (await openLike(db, change, isAlike(change.alike)));
  if (like !== undefined) return { kind: "alreadyOpen", run: like };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("runs")
    .values({ ...writeRow(change.row, change.events.length), head: change.row.id })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return undefined;
  const open = await openLike(db, change, (is) => is("subject", "=", change.row.subject));
  return open === undefined ? { kind: "conflict" } : { kind: "alreadyOpen", run: open };
}

async function move(access: Queryable, change: Commit): Promise<Committed | undefined> {
  const { row, events, expected } = change;
  const { id, flow, subject } = row;
  const revision = expected + events.length;
  if (change.isRowSame === true)
    return isDone(await advance(access, { id, revision, expected })) ? undefined : behind;
  const wantsAlone = row.status === "open" && row.exclusive;
  const [open] = wantsAlone ? (await openRun(access, { id, flow, subject })).rows : [];
  if (open !== undefined) return { kind: "alreadyOpen", run: open.id };
  const moved = await update(access, { ...writeRow(row, revision), expected });
  return isDone(moved) ? undefined : behind;
}

const behind: Committed = { kind: "conflict" };

/** Writes one page where the whole row would touch each index of the runs as well. */
const advance = statement((db, given: Pick<RunsTable, "id" | "revision"> & Expected) =>
  db
    .updateTable("runs")
    .set({ revision: given.revision })
    .where("id", "=", given.id)
    .where("revision", "=", given.expected),
);

interface Expected {
  readonly expected: number;
}

/** The other run that stands in the way of this one being open; literals, for SQLite sees only in them that its index serves. */
const openRun = statement((db, { id, flow, subject }: Pick<RunRow, "id" | "flow" | "subject">) =>
  db
    .selectFrom("runs")
    .select("id")
    .where("flow", "=", flow)
    .where("subject", "=", subject)
    .where("status", "=", sql.lit("open" as const))
    .where("exclusive", "=", sql.lit(1 as const))
    .where("id", "!=", id),
);

const update = statement((db, given: Omit<RunsTable, "head"> & Expected) => {
  const { flow, version, subject, exclusive, status, team, channel, thread_ts } = given;
  const { driver, started_at, revision } = given;
  return db
    .updateTable("runs")
    .set({ flow, version, subject, exclusive, status, team, channel, thread_ts })
    .set({ driver, started_at, revision })
    .where("id", "=", given.id)
    .where("revision", "=", given.expected);
});

/** Another open run of the flow whose subject is like this one's. */
async function openLike(
  db: Kysely<Tables>,
  { row }: Commit,
  isSame: Condition,
): Promise<string | undefined> {
  if (row.status !== "open" || !row.exclusive) return undefined;
  const found = await db
    .selectFrom("runs")
    .select("id")
    .where("flow", "=", row.flow)
    .where(isSame)
    .where("status", "=", sql.lit("open" as const))
    .where("exclusive", "=", sql.lit(1 as const))
    .where("id", "!=", row.id)
    .executeTakeFirst();
  return found?.id;
}

type Condition = (is: ExpressionBuilder<Tables, "runs">) => Expression<SqlBool>;

const isAlike =
  (alike: Alike): Condition =>
  (is) =>
    "is" in alike
      ? is("subject", "=", alike.is)
      : is(
          is.fn("substr", ["subject", is.val(1), is.val([...alike.begins].length)]),
          "=",
          alike.begins,
        );

async function record(
  access: Queryable,
  { row, events, expected, effects, facts, anew, voids = [] }: Commit,
  now: number,
): Promise<Committed> {
  await appendEvents(access, row.id, expected, events);
  if (facts !== undefined) await keepFacts(access.db, row.id, { ...facts, at: now });
  if (anew === true) await postAnew(access.db, row.id);
  if (voids.length > 0) await leave(access.db, row.id, voids);
  const asked = expected + events.length;
  for (const [turn, effect] of effects.entries())
    await queueEffect(access, effect, {
      run: row.id,
      asked,
      turn,
      now,
      isCalm: events.length === 0,
    });
  return { kind: "committed" };
}

/** One that a worker holds finds out by itself. */
async function leave(db: Kysely<Tables>, run: string, keys: readonly string[]): Promise<void> {
  await db
    .deleteFrom("effects")
    .where("run", "=", run)
    .where("key", "in", keys)
    .where("lease", "is", null)
    .execute();
}
