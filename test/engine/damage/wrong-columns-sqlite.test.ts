import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../../src/store/sqlite.ts";
import { folders } from "../../store/folder.ts";
import { columnsIn } from "../../store/schema.ts";
import { type Spoilt, wrongColumns } from "./wrong-columns.ts";

const folder = folders();
const whole = join(folder(), "whole.db");
let path = whole;

const database: Spoilt = {
  open: (clock) => openSqlite({ path, clock }),
  keep: async () => {},
  putBack: async () => {
    path = join(folder(), "handrail.db");
    copyFileSync(whole, path);
  },
  change: async (sql) => {
    using file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    file.exec(sql);
  },
};

wrongColumns(await columnsIn(folder()), () => database);
