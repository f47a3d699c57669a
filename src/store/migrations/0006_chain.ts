import type { Kysely } from "kysely";
import { hashOf, noHash } from "../log/chain.ts";
import type { Tables } from "../tables.ts";

/** Each event carries the hash of the one before it. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable("events")
    .addColumn("previous", "text", (is) => is.notNull().defaultTo(noHash))
    .execute();
  const runs = await db.selectFrom("runs").select("id").execute();
  for (const { id } of runs) await chain(db, id);
}

async function chain(db: Kysely<Tables>, run: string): Promise<void> {
  const events = await db
    .selectFrom("events")
    .select(["revision", "event"])
    .where("run", "=", run)
    .orderBy("revision")
    .execute();
  let previous = noHash;
  for (const { revision, event } of events) {
    await db
      .updateTable("events")
      .set({ previous })
      .where("run", "=", run)
      .where("revision", "=", revision)
      .execute();
    previous = hashOf({ previous, event });
  }
}
