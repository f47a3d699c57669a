import { migrateTables } from "../../../src/store/migrate.ts";
import { connectionTo } from "../../../src/store/sqlite/connection.ts";
import { openToWrite } from "../../../src/store/sqlite/open-database.ts";

/** Migrates the database named by its argument without taking the lock, once it is told to on its standard input. */
const path = process.argv[2] ?? "";
process.stdout.write("ready\n");
process.stdin.once("data", async () => {
  using database = openToWrite(path);
  await migrateTables(connectionTo(database).db, path);
  process.exit(0);
});
