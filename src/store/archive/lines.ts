import { type Kysely, sql } from "kysely";
import { NotFound } from "../../run/errors.ts";
import type { Tables } from "../tables.ts";
import { type ArchiveRow, archiveHeader, type LineKind, lineKinds, writeLine } from "./format.ts";

/** The lines of an export of every run, or of one; read from a transaction that sees one moment throughout. */
export async function* archiveLines(db: Kysely<Tables>, run?: string): AsyncGenerator<string> {
  const runs = await idsOf(db, run);
  if (run !== undefined && runs.length === 0) throw new NotFound(`There is no run ${run}.`);
  yield JSON.stringify(archiveHeader);
  let lines = 0;
  for (const id of runs)
    for (const [name, kind] of Object.entries(lineKinds))
      for (const row of await rowsOf(db, kind, id)) {
        lines += 1;
        yield writeLine(name, kind, row);
      }
  yield JSON.stringify({ kind: "end", lines });
}

async function idsOf(db: Kysely<Tables>, run: string | undefined): Promise<readonly string[]> {
  const query = db.selectFrom("runs").select("id").orderBy("started_at").orderBy("id");
  const found = await (run === undefined ? query : query.where("id", "=", run)).execute();
  return found.map(({ id }) => id);
}

async function rowsOf(
  db: Kysely<Tables>,
  kind: LineKind,
  id: string,
): Promise<readonly ArchiveRow[]> {
  const order = sql.join(kind.order.map((column) => sql.ref(column)));
  const { rows } = await sql<ArchiveRow>`
    select * from ${sql.table(kind.table)} where ${sql.ref(kind.run)} = ${id} order by ${order}`.execute(
    db,
  );
  return rows;
}
