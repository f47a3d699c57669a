import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { children } from "./child/start.ts";
import { change } from "./contract/samples.ts";
import { folders } from "./folder.ts";

const folder = folders();
const start = children();
const clock = () => 0;

it("serves one process: a second is refused with the first one's process id and what to do", async () => {
  const path = join(folder(), "handrail.db");
  const child = start("writer.ts", path);
  expect((await child.lines.next()).value).toBe("open");
  const second = openSqlite({ path, clock });
  await expect(second).rejects.toThrow(StoreUnavailable);
  await expect(second).rejects.toThrow(`process ${child.pid} `);
  await expect(second).rejects.toThrow(/Stop that one first/);
  child.kill();
  await child.ended;
  const store = await openSqlite({ path, clock });
  await store.close();
});

it("serves one process also where another comes to it by a link", async () => {
  const [path, link] = [join(folder(), "handrail.db"), join(folder(), "link.db")];
  const store = await openSqlite({ path, clock });
  symlinkSync(path, link);
  await expect(openSqlite({ path: link, clock })).rejects.toThrow(`process ${process.pid} `);
  await store.close();
});

it("goes to exactly one of several processes that start at once", async () => {
  const path = join(folder(), "handrail.db");
  const all = [1, 2, 3].map(() => start("writer.ts", path));
  const first = await Promise.all(all.map((child) => child.lines.next()));
  const winners = all.filter((_, index) => first[index]?.value === "open");
  expect(winners).toHaveLength(1);
  for (const child of all) {
    if (winners.includes(child)) continue;
    expect(await child.ended).toMatchObject({ code: 1 });
    expect((await child.ended).complaint).toContain("already in use by another Handrail");
  }
  for (const child of winners) child.kill();
  for (const child of winners) await child.ended;
});

it("refuses a second opening in the same process, until the first is closed", async () => {
  const path = join(folder(), "handrail.db");
  const first = await openSqlite({ path, clock });
  await expect(openSqlite({ path, clock })).rejects.toThrow(`process ${process.pid} `);
  await first.commit(change("r1", 0));
  await first.close();
  const second = await openSqlite({ path, clock });
  expect(await second.load("r1")).toHaveLength(1);
  await second.close();
});

it("leaves the lock free when the opening itself fails", async () => {
  const path = join(folder(), "handrail.db");
  writeFileSync(path, "This is a shopping list, and much longer than a header. ".repeat(200));
  await expect(openSqlite({ path, clock })).rejects.toThrow(/restore the newest backup/);
  rmSync(path);
  await (await openSqlite({ path, clock })).close();
});

it("finishes what is under way before it closes, and refuses what comes after", async () => {
  const path = join(folder(), "handrail.db");
  const store = await openSqlite({ path, clock });
  const underWay = store.commit(change("r1", 0));
  await Promise.all([store.close(), expect(underWay).resolves.toEqual({ kind: "committed" })]);
  await expect(store.load("r1")).rejects.toThrow(StoreUnavailable);
  await store.close();
});

it("is read by others beside the process that writes, and changed by none of them", async () => {
  const path = join(folder(), "handrail.db");
  const writer = await openSqlite({ path, clock });
  await writer.commit(change("r1", 0));
  const reader = await openSqlite({ path, clock, readOnly: true });
  await writer.commit(change("r1", 1));
  expect(await reader.load("r1")).toHaveLength(2);
  await expect(reader.commit(change("r1", 2))).rejects.toThrow(StoreUnavailable);
  expect(await writer.load("r1")).toHaveLength(2);
  await reader.close();
  await writer.close();
});

it("is read also while nobody writes", async () => {
  const path = join(folder(), "handrail.db");
  const writer = await openSqlite({ path, clock });
  await writer.commit(change("r1", 0));
  await writer.close();
  const reader = await openSqlite({ path, clock, readOnly: true });
  expect(await reader.load("r1")).toHaveLength(1);
  await reader.close();
});
