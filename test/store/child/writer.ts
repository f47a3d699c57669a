import { writeSync } from "node:fs";
import { openSqlite } from "../../../src/store/sqlite.ts";
import { change, show } from "../contract/samples.ts";

/** Opens the database named by its argument and adds to run r1 until it is killed, saying so after each commit. */
const store = await openSqlite({ path: process.argv[2] ?? "", clock: () => 0 });
let revision = (await store.row("r1"))?.revision ?? 0;
say("open");
for (;;) {
  const effects = [show("r1", revision)];
  const delivery = `d${revision + 1}`;
  const { kind } = await store.commit(change("r1", revision, { effects, delivery }));
  if (kind !== "committed") throw new Error(`The commit at ${revision} was answered ${kind}.`);
  revision += 1;
  say(`acknowledged ${revision}`);
  await store.claim(revision, 60_000, `L${revision}`);
}

/** Straight to the pipe: what is buffered would die with the process. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
