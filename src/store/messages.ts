import type { Kysely } from "kysely";
import type { SentMessage } from "../engine/ports.ts";
import { isDone, statement } from "./statement.ts";
import type { MessagesTable, Tables } from "./tables.ts";
import type { Queryable } from "./transaction.ts";

/** What was posted for a run, in the order of the keys. */
export async function postedMessages(
  access: Queryable,
  run: string,
): Promise<readonly SentMessage[]> {
  return (await ofRun(access, { run })).rows.map(readMessage);
}

const ofRun = statement((db, { run }: { readonly run: string }) =>
  db.selectFrom("messages").selectAll().where("run", "=", run).orderBy("key"),
);

/** Of several that put a row in the place of the same one, one does. */
export async function putMessage(
  access: Queryable,
  run: string,
  message: SentMessage,
  known?: SentMessage,
): Promise<boolean> {
  const { key, ts, hash, generation, file = null } = message;
  const row = { run, key, ts, hash, generation, file };
  if (known === undefined) return isDone(await insert(access, row));
  const was = { wasTs: known.ts, wasHash: known.hash, wasFile: known.file ?? "" };
  return isDone(await replace(access, { ...row, ...was, wasGeneration: known.generation }));
}

const insert = statement((db, { run, key, ts, hash, generation, file }: MessagesTable) =>
  db
    .insertInto("messages")
    .values({ run, key, ts, hash, generation, file })
    .onConflict((row) => row.columns(["run", "key"]).doNothing()),
);

interface Replaced extends MessagesTable {
  readonly wasTs: string;
  readonly wasHash: string;
  readonly wasGeneration: number;
  readonly wasFile: string;
}

const replace = statement(
  (
    db,
    { run, key, ts, hash, generation, file, wasTs, wasHash, wasGeneration, wasFile }: Replaced,
  ) =>
    db
      .updateTable("messages")
      .set({ ts, hash, generation, file })
      .where("run", "=", run)
      .where("key", "=", key)
      .where("ts", "=", wasTs)
      .where("hash", "=", wasHash)
      .where("generation", "=", wasGeneration)
      .where((row) => row(row.fn.coalesce("file", row.val("")), "=", wasFile)),
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
