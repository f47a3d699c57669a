import { type Kysely, sql } from "kysely";
import { ownValue } from "../../language/own-value.ts";
import { BadInput } from "../../run/errors.ts";
import type { Tables } from "../tables.ts";
import { type ArchiveRow, archiveHeader, type LineKind, lineKinds, readColumns } from "./format.ts";

/** Rows written at once. */
const batch = 100;

/** Writes the lines of an export into empty tables; resolves with the number of runs. Rejects with BadInput when it cannot. */
export async function restoreInto(
  db: Kysely<Tables>,
  lines: AsyncIterable<string>,
): Promise<number> {
  await refuseFilled(db);
  const writer = createWriter(db);
  let number = 0;
  let ended = false;
  for await (const text of lines) {
    number += 1;
    if (text === "" && ended) continue;
    const line = parsed(text, number);
    if (ended) throw unreadable(number, "the export ends before it");
    if (number === 1) refuseOther(line);
    else if (line.kind === "end") ended = isEnd(line, number);
    else await written(writer, line, number);
  }
  if (!ended)
    throw new BadInput("The export is cut short: its last line is missing. Nothing was restored.");
  return writer.end();
}

async function refuseFilled(db: Kysely<Tables>): Promise<void> {
  const any = await db.selectFrom("runs").select("id").limit(1).executeTakeFirst();
  if (any === undefined) return;
  throw new BadInput(
    "This database holds runs already, and an export can only be restored into an empty one. Nothing was changed.",
  );
}

function refuseOther(line: ArchiveRow): void {
  if (line.format !== archiveHeader.format)
    throw unreadable(1, `"format" should be "${archiveHeader.format}"`);
  if (line.version !== archiveHeader.version)
    throw new BadInput(
      `This export has version ${line.version} and this Handrail reads version ${archiveHeader.version}. Install the version that wrote it. Nothing was restored.`,
    );
}

function isEnd({ lines }: ArchiveRow, number: number): boolean {
  if (lines === number - 2) return true;
  throw unreadable(number, `it should come after ${lines} rows, not after ${number - 2}`);
}

async function written(writer: Writer, line: ArchiveRow, number: number): Promise<void> {
  const kind = ownValue(lineKinds, String(line.kind));
  if (kind === undefined) throw unreadable(number, "its kind is not known");
  try {
    await writer.write(kind, readColumns(kind, line));
  } catch (thrown) {
    throw thrown instanceof BadInput ? unreadable(number, thrown.message) : thrown;
  }
}

type Writer = ReturnType<typeof createWriter>;

/** Writes rows of one kind together, and counts the runs. */
function createWriter(db: Kysely<Tables>) {
  let runs = 0;
  let held: (readonly unknown[])[] = [];
  let heldKind: LineKind | undefined;
  const flush = async (): Promise<void> => {
    if (heldKind !== undefined && held.length > 0) await insert(db, heldKind, held);
    held = [];
  };
  return {
    write: async (kind: LineKind, values: readonly unknown[]): Promise<void> => {
      if (kind !== heldKind || held.length === batch) await flush();
      heldKind = kind;
      held.push(values);
      if (kind === lineKinds.run) runs += 1;
    },
    end: async (): Promise<number> => {
      await flush();
      return runs;
    },
  };
}

async function insert(
  db: Kysely<Tables>,
  { table, columns }: LineKind,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const names = sql.join(Object.keys(columns).map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`));
  await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(db);
}

function parsed(text: string, number: number): ArchiveRow {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null) return line as ArchiveRow;
  } catch {
    // Said below, as for any other line that is no object.
  }
  throw unreadable(number, "it is not a JSON object");
}

function unreadable(number: number, why: string): BadInput {
  return new BadInput(`Line ${number} of the export cannot be read: ${why}. Nothing was restored.`);
}
