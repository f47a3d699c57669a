import { beforeAll, describe, expect, it } from "vitest";
import type { Log } from "../../../src/engine/ports.ts";
import { createUpkeep } from "../../../src/engine/upkeep.ts";
import { repaintAtStart } from "../../../src/engine/worker/repaint-at-start.ts";
import { HandrailError, RunUnreadable } from "../../../src/run/errors.ts";
import type { HeldStore } from "../../../src/store/store.ts";
import { claimed } from "../../store/contract/samples.ts";
import type { Column } from "../../store/schema.ts";
import { type Bench, bench, silent, toLook } from "../parts.ts";

/** A database whose rows can be spoiled behind the store's back. */
export interface Spoilt {
  readonly open: (clock: () => number) => Promise<HeldStore>;
  /** Keeps all rows as they are now, for each case begins with them. */
  readonly keep: () => Promise<void>;
  readonly putBack: () => Promise<void>;
  /** Rejects where the database itself refuses the statement. */
  readonly change: (sql: string) => Promise<void>;
}

/** What a hand, a disk or another version may leave in a column, as SQL. */
const inAny = { "a word": "'nonsense'", bytes: "x'00ff'", nothing: "null" };
const inTexts = {
  ...inAny,
  "no word": "''",
  "cut JSON": `'{"kind":"pro'`,
  "other JSON": "'[7]'",
  "a kind that nobody knows": `'{"kind":"nonsense","visit":"look#1","at":1,"by":"U1"}'`,
};
const inNumbers = {
  ...inAny,
  "something negative": "-9",
  "the far future": "9007199254740991",
  "the greatest number of four bytes": "2147483647",
  "the greatest number of eight": "9223372036854775807",
  "the least one": "-9223372036854775808",
};

/** The one row of each table that is wrong. */
const rowOf: { readonly [table: string]: string } = {
  ...Object.fromEntries(
    ["events", "effects", "facts", "messages", "deliveries"].map((table) => [table, "run = 'id1'"]),
  ),
  runs: "id = 'id1'",
  budgets: "name = 'edits'",
  traffic: "lease = 'look 1'",
  alerts: "key = 'offer 1'",
};

const edits = { name: "edits", everyMs: 1_500, burst: 4 };
const posts = { ...edits, name: "posts" };
const offer = { channel: "C1", threadTs: "1.1", heard: 1_000_000, isOver: false };
const sends = (at: string, lease: string) => ({
  ...{ lease, destination: at, requests: 10, leaseMs: 30_000, perHour: 100 },
});

/** Work, messages and raw material of three runs, and rows in every table: the first run's go wrong, the third's work is held. */
async function fill(open: Spoilt["open"]): Promise<void> {
  const opened = await bench({ open });
  const { store, now } = opened;
  const runs = [await toLook(opened), await toLook(opened), await toLook(opened)];
  await opened.drain();
  await opened.recorder.repaint("id3");
  for (const budget of [edits, posts]) await store.budgets.spend(budget, now());
  await store.hold(await claimed(store, now(), "L3"), { budget: edits.name, keep: 0, why: "" });
  for (const run of runs.slice(0, 2)) {
    await opened.engine.act(run, { kind: "note", text: "x" }, "UANA", { id: `d ${run}` });
    await store.messages.put(run, { key: "card", ts: `1.${run}`, hash: "h", generation: 1 });
  }
  const work = [await claimed(store, now(), "L1"), await claimed(store, now(), "L2")];
  for (const claim of work) await store.postpone(claim, now(), "no answer", true);
  for (const nth of [1, 2]) {
    await store.alerts.put(`offer ${nth}`, offer, 0);
    await store.traffic.begin(sends(`lb ${nth}`, `look ${nth}`), now());
  }
  await store.close();
}

/** Tries each column of each table with what it should not hold. */
export function wrongColumns(columns: readonly Column[], database: () => Spoilt): void {
  beforeAll(async () => {
    await fill(database().open);
    await database().keep();
  });

  const cases = columns.flatMap(({ table, name, type }) =>
    Object.entries(type.toLowerCase() === "text" ? inTexts : inNumbers).map(([what, value]) => ({
      ...{ column: `${table}.${name}`, what, value },
    })),
  );

  describe("one row in which a column is wrong", () => {
    it.each(cases)("hurts nobody else: $column holds $what", async ({ column, value }) => {
      await database().putBack();
      if (await isSpoilt(database(), column, value)) await holds(database().open, column);
    });
  });
}

async function holds(open: Spoilt["open"], column: string): Promise<void> {
  const shown: string[] = [];
  const opened = await bench({ open, show: async ({ id }) => void shown.push(id) });
  await opened.store.condition(opened.now());
  // Whoever took the first work is gone, so that another one ends the lease.
  await opened.store.claim(opened.now(), 1_000, "gone");
  await opened.drain();
  // Longer than any budget takes, or Slack's word to wait holds; sooner than anybody is reminded, where that is not what is wrong.
  opened.pass(column === "budgets.paused_until" ? 600_000 : 30_000);
  await opened.drain();
  expect(shown).toEqual(expect.arrayContaining(["id2", "id3"]));
  await goesOn(opened);
  await isNamed(opened);
  await opened.store.close();
}

/** False where the database itself refuses it. */
async function isSpoilt(database: Spoilt, column: string, value: string): Promise<boolean> {
  const [table = "", name] = column.split(".");
  try {
    await database.change(`update ${table} set ${name} = ${value} where ${rowOf[table]}`);
    return true;
  } catch (error) {
    expect(String(error)).toMatch(/constraint|out of range|of type|syntax for type/);
    return false;
  }
}

/** Everything that is asked of the bot for others. */
async function goesOn(opened: Bench) {
  const { engine, store, now, pass } = opened;
  await repaints(opened);
  pass(2 * 3_600_000);
  await opened.drain();
  await engine.act("id2", { kind: "note", text: "goes on" }, "UANA", { id: "goes on" });
  const fresh = await opened.start();
  await opened.drain();
  expect((await engine.read("id2")).log.map(({ kind }) => kind)).toContain("reminded");
  const listed = (await engine.rows({ limit: 9 })).map(({ id }) => id);
  expect(listed).toEqual(expect.arrayContaining(["id2", "id3", fresh]));
  expect(await engine.runsInThread("C1", "1.id2")).toMatchObject([{ id: "id2" }]);
  expect(Number.isNaN((await store.nextDue(now())) ?? 0)).toBe(false);
  await store.condition(now());
  expect(await store.budgets.spend(posts, now())).toBe(0);
  expect(await store.budgets.spend(edits, now())).toBeLessThanOrEqual(600_000);
  expect(await store.traffic.begin(sends("lb 3", "look 3"), now())).toEqual({ kind: "begun" });
  await store.traffic.begin(sends("lb 1", "look 4"), now());
  expect(await store.alerts.find("offer 2")).toBeDefined();
  await store.alerts.find("offer 1");
  expect(await store.verify()).toBeDefined();
  for await (const line of store.archive.lines()) expect(typeof line).toBe("string");
}

/** What is done at the start and once an hour; only a run that is not repainted is complained of. */
async function repaints({ store, recorder, now }: Bench) {
  const said: string[] = [];
  const log: Log = { ...silent, warn: (line) => said.push(line) };
  const signal = AbortSignal.timeout(60_000);
  await repaintAtStart({ store, recorder, clock: now, log, signal });
  const upkeep = createUpkeep({ store, clock: now, log, factsDays: 1, retentionDays: 1 });
  await upkeep.tidy();
  upkeep.stop();
  expect(said.filter((line) => !/^Run .* was not repainted$/s.test(line))).toEqual([]);
}

/** The run itself is as it was, or it is said to be damaged. */
async function isNamed({ engine }: Bench) {
  const seen = await engine.read("id1").catch((error: unknown) => error);
  if (seen instanceof Error) expect(seen).toBeInstanceOf(HandrailError);
  if (seen instanceof RunUnreadable) expect(seen.message).toContain("id1");
}
