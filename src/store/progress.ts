import type { Kysely } from "kysely";
import type { Claim, Progress } from "../engine/ports.ts";
import { leased } from "./effects.ts";
import type { Tables } from "./tables.ts";

/** Notes how far claimed work has come; a claim that lost its lease says nothing any more. */
export async function setProgress(
  db: Kysely<Tables>,
  claim: Claim,
  progress: Progress,
): Promise<void> {
  await db
    .updateTable("effects")
    .set({ progress: JSON.stringify(progress) })
    .where(leased(claim))
    .execute();
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
