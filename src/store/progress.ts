import type { Kysely } from "kysely";
import type { Claim, Progress } from "../engine/ports.ts";
import { ask } from "./asking.ts";
import { leased } from "./effects.ts";
import type { Tables } from "./tables.ts";
import { atomically, type Database } from "./transaction.ts";

/**
 * Notes how far claimed work has come and asks for a repaint at `now`; a claim that lost its lease says nothing any more. The
 * repaint's turn is that of the run's newest commit, which it shows.
 */
export function setProgress(
  database: Database,
  claim: Claim,
  progress: Progress,
  now: number,
): Promise<void> {
  return atomically(database, async (transaction) => {
    const { numUpdatedRows } = await transaction.db
      .updateTable("effects")
      .set({ progress: JSON.stringify(progress) })
      .where(leased(claim))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return { keep: false, answer: undefined };
    const show = { run: claim.run, key: "show", effect: { kind: "show" }, due: now } as const;
    const { revision } = await transaction.db
      .selectFrom("runs")
      .select("revision")
      .where("id", "=", claim.run)
      .executeTakeFirstOrThrow();
    await ask(transaction, show, { run: claim.run, asked: revision, turn: 0 });
    return { keep: true, answer: undefined };
  });
}

/** How far the work of a visit has come, or undefined when none is out. */
export async function progress(
  db: Kysely<Tables>,
  run: string,
  visit: string,
): Promise<Progress | undefined> {
  const found = await db
    .selectFrom("effects")
    .select("progress")
    .where("run", "=", run)
    .where("visit", "=", visit)
    .where("progress", "is not", null)
    .executeTakeFirst();
  return found?.progress == null ? undefined : JSON.parse(found.progress);
}
