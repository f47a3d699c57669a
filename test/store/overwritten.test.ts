import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { change, noted, runRow } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();

/** How often this stands in the files of a database. */
const timesIn = (at: string, words: string) =>
  readdirSync(at)
    .map((name) => readFileSync(join(at, name), "latin1").split(words).length - 1)
    .reduce((sum, one) => sum + one, 0);

it("what was forgotten or struck stands nowhere in the database's files once they are closed", async () => {
  const at = folder();
  const store = await openSqlite({ path: join(at, "runs.db"), clock: () => 0 });
  const closed = (id: string) => runRow(id, { status: "closed" });
  for (const id of ["r1", "r2", "r3", "r4", "kept"])
    for (let expected = 0; expected < 20; expected++)
      await store.commit(
        change(closed(id), expected, {
          events: [noted(`the words of ${id}, ${expected} ${"and more ".repeat(90)}`)],
        }),
      );
  for (const id of ["r1", "r2", "r3"]) await store.forget(id);
  for (let event = 1; event <= 20; event++) await store.redact("r4", event);
  await store.close();
  for (const id of ["r1", "r2", "r3", "r4"]) expect(timesIn(at, `the words of ${id}`), id).toBe(0);
  expect(timesIn(at, "the words of kept")).toBe(20);
});
