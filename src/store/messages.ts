import type { Kysely } from "kysely";
import type { SentMessage } from "../engine/ports.ts";
import { statement } from "./statement.ts";
import type { MessagesTable, Tables } from "./tables.ts";
import type { Access } from "./transaction.ts";

/** What was posted for a run, in the order of the keys. */
export async function messages(access: Access, run: string): Promise<readonly SentMessage[]> {
  return (await ofRun(access, { run })).rows.map(readMessage);
}

const ofRun = statement((db, { run }: { readonly run: string }) =>
  db.selectFrom("messages").selectAll().where("run", "=", run).orderBy("key"),
);

/** Inserts or replaces the row of (run, key); nothing when a younger generation is there. */
export async function put(access: Access, run: string, message: SentMessage): Promise<void> {
  const { key, ts, hash, generation, file = null } = message;
  await upsert(access, { run, key, ts, hash, generation, file });
}

const upsert = statement((db, { run, key, ts, hash, generation, file }: MessagesTable) =>
  db
    .insertInto("messages")
    .values({ run, key, ts, hash, generation, file })
    .onConflict((row) =>
      row
        .columns(["run", "key"])
        .doUpdateSet({ ts, hash, generation, file })
        .where("messages.generation", "<=", generation),
    ),
);

/** Forgets where all that was posted for a run is: it is to be posted anew, each message a generation younger. */
export async function postAnew(db: Kysely<Tables>, run: string): Promise<void> {
  await db
    .updateTable("messages")
    .set((row) => ({ ts: "", hash: "", file: null, generation: row("generation", "+", 1) }))
    .where("run", "=", run)
    .execute();
}

function readMessage({ key, ts, hash, generation, file }: MessagesTable): SentMessage {
  return { key, ts, hash, generation, ...(file === null ? {} : { file }) };
}
