import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, it } from "vitest";
import { eventHash } from "../../../src/store/log/chain.ts";
import { openSqlite } from "../../../src/store/sqlite.ts";
import { change, closed, started } from "../contract/samples.ts";
import { folders } from "../folder.ts";

const folder = folders();
const inFolder = (work: (path: string) => Promise<void>) => work(join(folder(), "runs.db"));

/** A file with a run of five events and another of one. */
async function written(path: string): Promise<void> {
  const store = await openSqlite({ path, clock: () => 0 });
  await started(store, "r1");
  for (const expected of [1, 2, 3, 4]) await store.commit(change("r1", expected));
  await started(store, "r2");
  await store.close();
}

async function verified(path: string) {
  const store = await openSqlite({ path, clock: () => 0 });
  try {
    return await store.verify();
  } finally {
    await store.close();
  }
}

function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

it("a log that nobody touched is whole, and an event more gives it another hash", () =>
  inFolder(async (path) => {
    await written(path);
    const [first, other] = await verified(path);
    expect(first).toMatchObject({ kind: "whole", run: "r1", events: 5 });
    expect(other).toMatchObject({ kind: "whole", run: "r2", events: 1 });
    const store = await openSqlite({ path, clock: () => 0 });
    await store.commit(change("r2", 1));
    const [later] = await store.verify("r2");
    await store.close();
    expect(later).toMatchObject({ kind: "whole", events: 2 });
    expect(later).not.toEqual(other);
  }));

it.each([
  [
    "an event that was changed",
    "update events set event = replace(event, 'note 3', 'never') where run = 'r1' and revision = 3",
    4,
  ],
  [
    "who did it",
    "update events set event = replace(event, 'U1', 'U2') where run = 'r1' and revision = 2",
    3,
  ],
  ["an event that was taken out", "delete from events where run = 'r1' and revision = 3", 3],
  [
    "one taken out and closed up",
    "delete from events where run = 'r1' and revision = 3; update events set revision = revision - 1 where run = 'r1' and revision > 3",
    3,
  ],
  ["a last one taken out", "delete from events where run = 'r1' and revision = 5", 5],
  ["one that was put at the end", "insert into events values ('r1', 6, '{}', '', '', null)", 6],
  [
    "one that was struck in silence",
    "update events set struck = (select previous from events as next where next.run = 'r1' and next.revision = 4), event = '{}' where run = 'r1' and revision = 3",
    3,
  ],
  [
    "a last one that was changed",
    "update events set event = replace(event, 'note 5', 'never') where run = 'r1' and revision = 5",
    5,
  ],
  ["one that cannot be read", "update events set event = '{' where run = 'r1' and revision = 5", 5],
])("%s is named", (_what, sql, event) =>
  inFolder(async (path) => {
    await written(path);
    tamper(path, sql);
    const [first, other] = await verified(path);
    expect(first).toMatchObject({ kind: "broken", run: "r1", event });
    expect(other).toMatchObject({ kind: "whole" });
  }),
);

it("a last event that was changed is named however much is written after it", () =>
  inFolder(async (path) => {
    await written(path);
    tamper(path, "update events set event = replace(event, 'note 5', 'never') where revision = 5");
    const store = await openSqlite({ path, clock: () => 0 });
    await store.commit(change("r1", 5));
    await store.close();
    expect((await verified(path))[0]).toMatchObject({ kind: "broken", event: 6 });
  }));

const hide = "update events set event = replace(event, '(struck)', 'never') where run = 'r1'";

it.each([
  ["what is left of an event that was struck", `${hide} and revision = 3`, 3],
  ["its salt", "update events set salt = 'x' where run = 'r1' and revision = 3", 3],
  ["what is left of another, struck with it", `${hide} and revision = 4`, 4],
  [
    "what is said to be left of it",
    "update events set event = replace(event, 'left', 'gone') where run = 'r1' and revision = 7",
    8,
  ],
  ["its hash", "update events set struck = 'x' where run = 'r1' and revision = 3", 4],
])("%s cannot be changed in silence", (_what, sql, event) =>
  inFolder(async (path) => {
    await written(path);
    const store = await openSqlite({ path, clock: () => 0 });
    const edit = { kind: "noteRevised", note: 3, text: "another", at: 1, by: "U1" } as const;
    await store.commit(change("r1", 5, { events: [edit] }));
    for (const number of [3, 4, 3]) await store.redact("r1", number);
    await store.close();
    expect((await verified(path))[0]).toMatchObject({ kind: "whole", struck: 3 });
    tamper(path, sql);
    expect((await verified(path))[0]).toMatchObject({ kind: "broken", event });
  }),
);

it.each([
  ["when", "replace(event, '\"at\":0', '\"at\":1')"],
  ["by whom", "replace(event, 'handrail', 'nobody')"],
])("a tombstone does not change %s a run was forgotten in silence", (_what, event) =>
  inFolder(async (path) => {
    await written(path);
    const store = await openSqlite({ path, clock: () => 0 });
    await store.commit(closed("r1", 5));
    await store.forget("r1");
    await store.close();
    expect((await verified(path))[0]).toMatchObject({ kind: "whole", isForgotten: true });
    tamper(path, `update events set event = ${event} where run = 'r1'`);
    expect((await verified(path))[0]).toMatchObject({ kind: "broken", event: 8 });
  }),
);

it.each([
  [
    "two logs that took each other's place",
    "pragma foreign_keys = off; update events set run = 'r3' where run = 'r1'; update events set run = 'r1' where run = 'r2'; update events set run = 'r2' where run = 'r3'; update runs set revision = case id when 'r1' then 1 else 5 end",
  ],
  [
    "a log that was copied",
    "delete from events where run = 'r2'; insert into events select 'r2', revision, event, previous, salt, struck from events where run = 'r1'; update runs set revision = 5",
  ],
])("%s are named", (_what, sql) =>
  inFolder(async (path) => {
    await written(path);
    tamper(path, sql);
    const found = await verified(path);
    expect(found).toContainEqual(expect.objectContaining({ kind: "broken", run: "r2", event: 1 }));
  }),
);

it.each([
  ["whose row was taken out", "delete from runs where id = 'r1'", "r1"],
  [
    "that was given to a run that is not there",
    "update events set run = 'r0' where run = 'r1'",
    "r0",
  ],
])("a log %s is named", (_what, sql, run) =>
  inFolder(async (path) => {
    await written(path);
    tamper(path, `pragma foreign_keys = off; ${sql}`);
    const named = expect.objectContaining({ kind: "broken", run, event: 1 });
    expect(await verified(path)).toContainEqual(named);
    const store = await openSqlite({ path, clock: () => 0 });
    expect(await store.verify(run, [{ run, revision: 1, head: "" }])).toEqual([named]);
    expect(await store.verify("r2")).toMatchObject([{ kind: "whole" }]);
    await store.close();
  }),
);

it("the order in which an event's names stand changes no hash, and every value does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (event, previous) => {
      const hash = (value: object) => eventHash({ previous, event: JSON.stringify(value) });
      const turned = Object.fromEntries(Object.entries(event).reverse());
      expect(hash(turned)).toBe(hash(event));
      expect(hash({ ...event, more: "x" })).not.toBe(hash({ ...event, more: "y" }));
    }),
  );
});
