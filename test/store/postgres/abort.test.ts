import { Client, DatabaseError } from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import { change, started } from "../contract/samples.ts";
import { databases, missing } from "../server/databases.ts";
import { proxies } from "../server/proxy.ts";
import { replicas } from "../server/stores.ts";

describe.skipIf(missing)("a commit to PostgreSQL", () => {
  const { make } = databases();
  const open = replicas();
  const proxied = proxies();
  let url: string;
  beforeEach(async () => {
    url = await make();
  });

  it("that waits for a lock is broken off when its time ends, and leaves nothing behind", async () => {
    await using store = await open(url);
    await started(store, "r1");
    await using held = await locked(url, "update runs set driver = 'U9'");
    const late = new AbortController();
    const refused = store.commit(change("r1", 1, { delivery: "d1" }), late.signal);
    await held.isWaitedFor();
    late.abort();
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toThrow(/not recorded/);
    // By itself the server gives up after 2 seconds, and says so.
    await expect(refused).rejects.not.toMatchObject({ cause: expect.any(DatabaseError) });
    await held.release();
    expect(await store.load("r1")).toHaveLength(1);
    expect(await store.commit(change("r1", 1, { delivery: "d1" }))).toEqual({ kind: "committed" });
  });

  it("that waits for a connection is refused when its time ends, and the connection is not lost", async () => {
    await using store = await open(url, { connections: 1 });
    await started(store, "r1");
    await using held = await locked(url, "update runs set driver = 'U9'");
    const first = store.commit(change("r1", 1));
    await held.isWaitedFor();
    const late = new AbortController();
    const refused = store.commit(change("r2", 0), late.signal);
    late.abort();
    await expect(refused).rejects.toThrow(/not recorded/);
    await held.release();
    expect(await first).toEqual({ kind: "committed" });
    expect(await store.row("r2")).toBeUndefined();
  });

  it("is refused when its time ends although the server says nothing any more", async () => {
    const proxy = await proxied(url);
    await using store = await open(proxy.url);
    await started(store, "r1");
    proxy.hang();
    const begun = performance.now();
    const refused = store.commit(change("r1", 1), AbortSignal.timeout(50));
    await expect(refused).rejects.toThrow(/not recorded/);
    // By itself a connection is given up after 8 seconds.
    expect(performance.now() - begun).toBeLessThan(7_500);
    proxy.flow();
    expect(await store.load("r1")).toHaveLength(1);
    expect(await store.commit(change("r1", 1))).toEqual({ kind: "committed" });
  });

  it.each([
    ["before", "committed"],
    ["after", "duplicate"],
  ] as const)(
    "whose connection breaks %s the server has it says that this is unknown, and may be repeated",
    async (when, kind) => {
      const proxy = await proxied(url);
      await using store = await open(proxy.url);
      await started(store, "r1");
      proxy.cutAtCommit(when);
      const unknown = store.commit(change("r1", 1, { delivery: "d1" }));
      await expect(unknown).rejects.toThrow(StoreUnavailable);
      await expect(unknown).rejects.toThrow(
        /not known whether .* look there before you do it again/,
      );
      expect(proxy.cuts()).toBe(1);
      const again = await store.commit(change("r1", 1, { delivery: "d1" }));
      expect(again.kind).toBe(kind);
      expect(await store.load("r1")).toHaveLength(2);
    },
  );

  it("is done again from the start when its connection is ended before", async () => {
    await using store = await open(url);
    await started(store, "r1");
    await using held = await locked(url, "update runs set driver = 'U9'");
    const answer = store.commit(change("r1", 1, { delivery: "d1" }));
    await held.isWaitedFor();
    await held.order(others);
    await held.release();
    expect(await answer).toEqual({ kind: "committed" });
    expect(await store.load("r1")).toHaveLength(2);
  });

  it("finds another connection when all that were open are ended in between", async () => {
    await using store = await open(url);
    await Promise.all(["r1", "r2", "r3"].map((run) => started(store, run)));
    await using held = await locked(url, "select 1");
    await held.order(others);
    expect(await store.commit(change("r1", 1))).toEqual({ kind: "committed" });
    expect(await store.rows({ limit: 9 })).toHaveLength(3);
  });
});

/** Ends every other connection to the same database. */
const others = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

/** Somebody else's transaction that holds what `statement` locks, until it is released. */
async function locked(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("begin");
  await client.query(statement);
  const waiting = async (): Promise<boolean> => {
    const { rows } = await client.query(
      "select 1 from pg_locks where not granted and not pid = pg_backend_pid()",
    );
    return rows.length > 0;
  };
  return {
    order: (more: string) => client.query(more),
    isWaitedFor: async (): Promise<void> => {
      while (!(await waiting()));
    },
    release: () => client.query("rollback"),
    [Symbol.asyncDispose]: () => client.end(),
  };
}
