import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { type Child, children } from "./child/start.ts";
import { change } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const start = children();

it("keeps every acknowledged commit of a process that is killed, and serves the next one at once", () => {
  const path = join(folder(), "handrail.db");
  return fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (patience) => {
      const acknowledged = await killAfter(start("writer.ts", path), patience);
      const store = await openSqlite({ path, clock: () => 0 });
      try {
        const log = await store.load("r1");
        const whole = Array.from({ length: log.length }, (_, index) => `note ${index + 1}`);
        expect(log.map((event) => event.kind === "noted" && event.text)).toEqual(whole);
        // One more may have been committed than the process lived to say.
        expect([acknowledged, acknowledged + 1]).toContain(log.length);
        expect(await store.row("r1")).toMatchObject({ revision: log.length });
        const again = change("r1", log.length, { delivery: `d${acknowledged}` });
        expect(await store.commit(again)).toMatchObject({ kind: "duplicate" });
        expect(await store.claim(log.length, 1000, "L")).toMatchObject({ key: "show" });
      } finally {
        await store.close();
      }
    }),
    { numRuns: 5 },
  );
});

/** Kills the child when it has acknowledged `patience` commits; resolves with the number of the last one it did. */
async function killAfter(child: Child, patience: number): Promise<number> {
  let last = 0;
  let heard = 0;
  for (let line = await child.lines.next(); !line.done; line = await child.lines.next()) {
    if (!line.value.startsWith("acknowledged ")) continue;
    last = Number(line.value.split(" ")[1]);
    heard += 1;
    if (heard === patience) child.kill();
  }
  expect(await child.ended).toMatchObject({ code: null, complaint: "" });
  return last;
}
