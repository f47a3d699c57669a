import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../src/store/sqlite.ts";

/** One column of the tables as the migrations make them. */
export interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** All columns of Handrail's own tables, of a database that was just made in this folder. */
export async function columnsIn(folder: string): Promise<readonly Column[]> {
  const path = join(folder, "schema.db");
  await (await openSqlite({ path, clock: () => 0 })).close();
  using database = new DatabaseSync(path);
  const rows = database
    .prepare(
      `select tables.name as "table", columns.name, columns.type, columns."notnull" as needed
       from sqlite_master tables join pragma_table_info(tables.name) columns
       where tables.type = 'table' and tables.name not like 'kysely%'
         and tables.name not like 'sqlite%' order by 1, 2`,
    )
    .all();
  return rows.map(({ table, name, type, needed }) => ({
    table: String(table),
    name: String(name),
    type: String(type),
    isNullable: needed === 0,
  }));
}
