import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, vi } from "vitest";
import { BadInput, NotFound } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { HeldStore } from "../../src/store/store.ts";
import {
  change,
  claimed,
  noted,
  probe,
  remind,
  runRow,
  show,
  started,
} from "./contract/samples.ts";
import { folders } from "./folder.ts";
import { databases, missing } from "./server/databases.ts";
import { replicas } from "./server/stores.ts";

const folder = folders();
const clock = () => 1000;
const { make } = missing ? { make: async () => "" } : databases();
const replica = replicas();

type Opened = HeldStore & { readonly beside: () => Promise<HeldStore> };

const sqlite = async (): Promise<Opened> => {
  const path = join(folder(), "handrail.db");
  const store = await openSqlite({ path, clock });
  return { ...store, beside: () => openSqlite({ path, clock, readOnly: true }) };
};
const postgres = async (): Promise<Opened> => {
  const url = await make();
  const options = { clock, serverClock: false };
  const store = await replica(url, options);
  return { ...store, beside: () => replica(url, { ...options, readOnly: true }) };
};
const stores = { SQLite: sqlite, PostgreSQL: postgres } as const;
const names = missing ? (["SQLite"] as const) : (["SQLite", "PostgreSQL"] as const);
const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));

describe.each(pairs)("runs exported from %s and restored into %s", (from, to) => {
  it("are the same runs", () =>
    between(stores[from], stores[to], async (source, target) => {
      await fill(source);
      const lines = await all(source.archive.lines());
      expect(await target.archive.restore(given(lines))).toBe(3);
      expect(await all(target.archive.lines())).toEqual(lines);
      for (const run of ["r1", "r2", "r3"]) {
        expect(await target.load(run)).toEqual(await source.load(run));
        expect(await target.row(run)).toEqual(await source.row(run));
        expect(await target.messages.all(run)).toEqual(await source.messages.all(run));
        expect(await target.facts(run, "a#1")).toEqual(await source.facts(run, "a#1"));
      }
    }));

  it("go on where they stood", () =>
    between(stores[from], stores[to], async (source, target) => {
      await fill(source);
      await target.archive.restore(given(await all(source.archive.lines())));
      const twice = change("r1", 3, { delivery: "d1" });
      expect(await target.commit(twice)).toEqual({ kind: "duplicate", run: "r1" });
      const rival = runRow("r9", { subject: runRow("r1").subject });
      expect(await target.commit(change(rival, 0))).toMatchObject({ kind: "alreadyOpen" });
      // Its worker is not here: the work is free again, and what failed waits as before.
      expect(await claimed(target, 10, "L9")).toMatchObject({ run: "r1", key: "probe a#1" });
      expect(await target.claim(10, 1000, "L10")).toBeUndefined();
      expect(await claimed(target, 60, "L10")).toMatchObject({ run: "r1", key: "show" });
      expect(await target.requeue("r2", 70)).toBe(1);
    }));
});

describe.each(names)("an export from %s", (name) => {
  it("says what it is, and where it ends", () =>
    between(stores[name], sqlite, async (source) => {
      await fill(source);
      const lines = await all(source.archive.lines());
      expect(lines[0]).toBe('{"format":"handrail-runs","version":1}');
      expect(lines.at(-1)).toBe(`{"kind":"end","lines":${lines.length - 2}}`);
      const first = lines.find((line) => line.startsWith('{"kind":"event","run":"r1"'));
      expect(JSON.parse(first ?? "")).toMatchObject({
        revision: 1,
        event: noted("zero a\u0000b ✓"),
      });
    }));

  it("may be of one run", () =>
    between(stores[name], sqlite, async (source, target) => {
      await fill(source);
      expect(await target.archive.restore(given(await all(source.archive.lines("r2"))))).toBe(1);
      expect(await target.rows({ limit: 9 })).toEqual([await source.row("r2")]);
      await expect(all(source.archive.lines("r7"))).rejects.toThrow(NotFound);
    }));

  it("shows one moment, whatever is changed while it is read", () =>
    between(stores[name], sqlite, async (source) => {
      await fill(source);
      const beside = await source.beside();
      try {
        const before = await all(beside.archive.lines());
        const read: string[] = [];
        for await (const line of beside.archive.lines()) {
          read.push(line);
          await source.commit(change("r3", read.length, { effects: [show("r3", read.length)] }));
        }
        expect(read).toEqual(before);
        expect((await all(beside.archive.lines())).length).toBeGreaterThan(before.length);
        for await (const _ of beside.archive.lines()) break;
        expect(await beside.load("r2")).toHaveLength(1);
      } finally {
        await beside.close();
      }
    }));
});

it("may be a copy of a SQLite file that VACUUM INTO made while the bot had it", async () => {
  const at = folder();
  const [path, copy] = [join(at, "handrail.db"), join(at, "copy.db")];
  const store = await openSqlite({ path, clock });
  await fill(store);
  using shell = new DatabaseSync(path);
  shell.exec(`vacuum into '${copy}'`);
  const restored = await openSqlite({ path: copy, clock });
  expect(await all(restored.archive.lines())).toEqual(await all(store.archive.lines()));
  await restored.close();
  await store.close();
});

describe.each(names)("a restore into %s", (name) => {
  it("is refused where there are runs already", () =>
    between(sqlite, stores[name], async (source, target) => {
      await fill(source);
      await started(target, "r8");
      const refused = target.archive.restore(given(await all(source.archive.lines())));
      await expect(refused).rejects.toThrow(BadInput);
      await expect(refused).rejects.toThrow(/holds runs already/);
      expect(await target.rows({ limit: 9 })).toHaveLength(1);
    }));

  it("may take longer than any other change", () =>
    between(sqlite, stores[name], async (source, target) => {
      await fill(source);
      const lines = await all(source.archive.lines());
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      try {
        // Whatever would break it off by then does so after the first line.
        const slowly = (async function* () {
          for (const line of lines) {
            yield line;
            vi.advanceTimersByTime(60_000);
          }
        })();
        expect(await target.archive.restore(slowly)).toBe(3);
      } finally {
        vi.useRealTimers();
      }
      expect(await all(target.archive.lines())).toEqual(lines);
    }));

  const last = (line: string) => line.startsWith('{"kind":"end"');
  it.each<readonly [string, (lines: readonly string[]) => readonly string[], RegExp]>([
    ["is cut short", (lines) => lines.slice(0, -1), /cut short/],
    ["lacks a line", (lines) => lines.filter((_, at) => at !== 3), /after \d+ rows, not after \d+/],
    ["goes on after its end", (lines) => [...lines, "{}"], /Line \d+ .* ends before it/],
    ["is of another kind", (lines) => ["{}", ...lines.slice(1)], /Line 1 .*"format" should be/],
    [
      "is of another version",
      (lines) => [lines[0]?.replace("1}", "2}") ?? "", ...lines.slice(1)],
      /has version 2/,
    ],
    [
      "holds what is no JSON",
      (lines) => lines.map((line, at) => (at === 4 ? "{" : line)),
      /Line 5 .*not a JSON object/,
    ],
    [
      "holds an unknown kind",
      (lines) => lines.map((line) => line.replace('"facts",', '"fact",')),
      /Line \d+ .*kind is not known/,
    ],
    [
      "holds an unknown value",
      (lines) =>
        lines.map((line) =>
          last(line) ? line : line.replace('"kind":"run"', '"kind":"run","mood":1'),
        ),
      /Line 2 .*mood, which/,
    ],
    [
      "holds a wrong value",
      (lines) =>
        lines.map((line) => line.replace('"version":1,"subject"', '"version":"1","subject"')),
      /Line 2 .*version should be number/,
    ],
  ])("of a file that %s is refused, and nothing is restored", (_, broken, says) =>
    between(sqlite, stores[name], async (source, target) => {
      await fill(source);
      const lines = broken(await all(source.archive.lines()));
      const refused = target.archive.restore(given(lines));
      await expect(refused).rejects.toThrow(BadInput);
      await expect(refused).rejects.toThrow(says);
      expect(await target.rows({ limit: 9 })).toEqual([]);
      expect(await target.nextDue(0)).toBeUndefined();
    }),
  );
});

/** Runs that stand in every way in which a run can stand. */
async function fill(store: HeldStore): Promise<void> {
  const events = [noted("zero a\u0000b ✓"), noted("two")];
  const effects = [show("r1", 5), probe("r1", "a#1", 6), remind("r1", "a#1", 900)];
  const facts = { visit: "a#1", json: { series: [1, 2.5, null], none: null } };
  await store.commit(change("r1", 0, { events, effects, facts, delivery: "d1" }));
  await store.postpone(await claimed(store, 5, "L1"), 60, "no answer", true);
  await claimed(store, 7, "L2");
  await store.messages.put("r1", { key: "card", ts: "1.2", hash: "abc", generation: 1 });
  await store.messages.put("r1", { key: "chart", ts: "", hash: "", generation: 2, file: "F1" });
  await started(store, "r2", [probe("r2", "a#1", 8)]);
  await store.giveUp(await claimed(store, 8, "L3"), "it kills the worker");
  const place = { team: "T1", channel: "C2", threadTs: "1.1" };
  const closed = runRow("r3", { status: "closed", exclusive: false, place });
  await store.commit(change(closed, 0, { facts: { visit: "a#1", json: "raw" } }));
}

async function between(
  from: () => Promise<Opened>,
  to: () => Promise<Opened>,
  work: (source: Opened, target: Opened) => Promise<void>,
): Promise<void> {
  const [source, target] = [await from(), await to()];
  try {
    await work(source, target);
  } finally {
    await source.close();
    await target.close();
  }
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

async function* given(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
