import type { Claim, Progress } from "../../engine/ports.ts";
import { readProgress } from "../parse-rows.ts";
import { statement } from "../statement.ts";
import { type Database, type Queryable, runTransaction } from "../transaction.ts";
import { leasedRow } from "./effects.ts";
import { queueEffect } from "./queue-effect.ts";

/** Notes how far claimed work has come and asks for a repaint at `now`; a claim that lost its lease says nothing any more. */
export function setProgress(
  database: Database,
  claim: Claim,
  progress: Progress,
  now: number,
): Promise<void> {
  return runTransaction(database, async (transaction) => {
    const { numUpdatedRows } = await transaction.db
      .updateTable("effects")
      .set({ progress: JSON.stringify(progress) })
      .where(leasedRow(claim))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return { keep: false, answer: undefined };
    await repaint(transaction, claim.run, now);
    return { keep: true, answer: undefined };
  });
}

/**
 * Hands a claim back as if never tried, due again at `later.due` unless it was asked for meanwhile, and asks for a repaint at `now`; a
 * claim that lost its lease changes nothing.
 */
export function handBack(
  database: Database,
  claim: Claim,
  later: { readonly due: number; readonly progress: Progress },
  now: number,
): Promise<void> {
  return runTransaction(database, async (transaction) => {
    const due = transaction.dialect.moment(later.due);
    const { numUpdatedRows } = await transaction.db
      .updateTable("effects")
      .set((row) => ({
        ...{ lease: null, lease_until: null, attempts: 0, error: null, held_until: 0 },
        progress: JSON.stringify(later.progress),
        due: row.case().when("wanted", ">", claim.wanted).then(row.ref("due")).else(due).end(),
        set_at: transaction.dialect.moment(now),
      }))
      .where(leasedRow(claim))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return { keep: false, answer: undefined };
    await repaint(transaction, claim.run, now);
    return { keep: true, answer: undefined };
  });
}

/** Its turn is that of the run's newest commit, which it shows. */
async function repaint(access: Queryable, run: string, now: number): Promise<void> {
  const show = { run, key: "show", effect: { kind: "show" }, due: now } as const;
  const { revision } = await access.db
    .selectFrom("runs")
    .select("revision")
    .where("id", "=", run)
    .executeTakeFirstOrThrow();
  await queueEffect(access, show, { run, asked: revision, turn: 0, now, isCalm: true });
}

/** How far the work of a visit has come, or undefined when none is out or the word is damaged. */
export async function readVisitProgress(
  access: Queryable,
  run: string,
  visit: string,
): Promise<Progress | undefined> {
  const [found] = (await ofVisit(access, { run, visit })).rows;
  return readProgress(found?.progress ?? "null");
}

const ofVisit = statement((db, { run, visit }: { readonly run: string; readonly visit: string }) =>
  db
    .selectFrom("effects")
    .select("progress")
    .where("run", "=", run)
    .where("visit", "=", visit)
    .where("progress", "is not", null),
);
