import { DatabaseSync, type StatementSync } from "node:sqlite";
import { expect, it } from "vitest";
import { migrateTables } from "../../src/store/migrate.ts";
import { connectionTo } from "../../src/store/sqlite/connection.ts";
import { storeOver } from "../../src/store/sqlite.ts";
import { bench } from "../engine/parts.ts";

// What is slow is measured by `npm run bench`. Here it is counted, or held against itself with room: a busy machine fails nobody's change.

it("asks the database as much for a click in a long run as in a short one, and little", async () => {
  const { database, asked } = counting();
  using opened = new DisposableStack();
  opened.use(database);
  const connection = connectionTo(database);
  await migrateTables(connection.db, "guard");
  const store = storeOver(connection, { path: ":memory:", clock: () => 0, opened });
  const { engine, start } = await bench({ instead: { ...(await bench()), store } });
  const run = await start();
  const note = () => engine.act(run, { kind: "note", text: "Seen" }, "U1");
  await note();
  const few = await during(asked, note);
  for (let nth = 0; nth < 100; nth += 1) await note();
  const many = await during(asked, note);
  expect(many).toBe(few);
  expect(few).toBeLessThanOrEqual(8);
});

it("answers a click in a run of thousands of events about as quickly as in a short one", async () => {
  const { engine, start } = await bench();
  const run = await start();
  const note = () => engine.act(run, { kind: "note", text: "Seen" }, "U1");
  const timed = async (times: number) => {
    const began = process.threadCpuUsage();
    for (let nth = 0; nth < times; nth += 1) await note();
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / times;
  };
  await timed(100);
  const early = await timed(50);
  await timed(2_000);
  // It was a hundredfold when each event copied the log.
  expect((await timed(50)) / early).toBeLessThan(12);
});

/** A database in memory, and how many statements were executed there. */
function counting() {
  const asked = { statements: 0 };
  class Counting extends DatabaseSync {
    override prepare(text: string): StatementSync {
      const statement = super.prepare(text);
      const counted =
        <Given extends readonly unknown[], Answer>(work: (...given: Given) => Answer) =>
        (...given: Given) => {
          asked.statements += 1;
          return work(...given);
        };
      return {
        columns: () => statement.columns(),
        all: counted((...values: Parameters<typeof statement.all>) => statement.all(...values)),
        run: counted((...values: Parameters<typeof statement.run>) => statement.run(...values)),
      } as unknown as StatementSync;
    }
  }
  return { database: new Counting(":memory:"), asked };
}

async function during(asked: { readonly statements: number }, work: () => Promise<unknown>) {
  const before = asked.statements;
  await work();
  return asked.statements - before;
}
