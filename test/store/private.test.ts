import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { started } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const rights = (at: string) =>
  readdirSync(at)
    .filter((name) => /\.db(-wal|-shm|\.lock)?$/.test(name))
    .map((name) => [name, statSync(join(at, name)).mode & 0o777]);
const ownersOnly = ["runs.db", "runs.db-shm", "runs.db-wal", "runs.db.lock"].map((name) => [
  name,
  0o600,
]);

it("nobody but its owner reads the database's files, also where they were open to others before", async () => {
  const at = folder();
  const path = join(at, "runs.db");
  const first = await openSqlite({ path, clock: () => 0 });
  await started(first, "r1");
  expect(rights(at)).toEqual(ownersOnly);
  await first.close();
  for (const file of [path, `${path}.lock`]) chmodSync(file, 0o644);
  const second = await openSqlite({ path, clock: () => 0 });
  await started(second, "r2");
  expect(rights(at)).toEqual(ownersOnly);
  await second.close();
});
