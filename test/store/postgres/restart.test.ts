import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../../src/run/errors.ts";
import { change, started } from "../contract/samples.ts";
import { findBinaries } from "../server/binaries.ts";
import { type Server, startServer } from "../server/server.ts";
import { hears, replicas } from "../server/stores.ts";

const found = findBinaries();

// A server of its own, because the others' tests go on meanwhile.
describe.skipIf("missing" in found)("a PostgreSQL server that goes away", () => {
  const open = replicas();
  let server: Server;
  beforeAll(async () => {
    server = await startServer("folder" in found ? found.folder : "");
  });
  afterAll(() => server.remove());

  it.each(["halt", "kill"] as const)(
    "by %s and comes back loses nothing that was acknowledged, and nothing comes twice",
    async (how) => {
      const run = `during ${how}`;
      await using store = await open(server.url);
      await started(store, run);
      let acknowledged = 0;
      let stop = false;
      const writing = (async () => {
        for (let next = 1; !stop; ) {
          const delivery = `${run} ${next}`;
          const answer = await store.commit(change(run, next, { delivery })).catch(String);
          if (typeof answer === "string") continue;
          // One of which it was unknown turns out to have been recorded.
          expect(["committed", "duplicate"]).toContain(answer.kind);
          acknowledged += 1;
          next += 1;
        }
      })();
      const reached = async (number: number) => {
        while (acknowledged < number) await new Promise((resolve) => setImmediate(resolve));
      };
      await reached(20);
      await server[how]();
      await server.start();
      await reached(acknowledged + 20);
      stop = true;
      await writing;
      const log = await store.load(run);
      const whole = Array.from({ length: acknowledged }, (_, index) => `note ${index + 2}`);
      expect(log.slice(1).map((event) => "text" in event && event.text)).toEqual(whole);
    },
  );

  it("is waited for while it restarts, so that nobody notices", async () => {
    await using store = await open(server.url);
    await started(store, "r1");
    for (let expected = 1, isShown = false; !isShown; ) {
      await server.halt();
      const since = performance.now();
      const answer = store.commit(change("r1", expected)).catch(String);
      const read = store.load("r1").catch(String);
      await server.start();
      // A busy machine may take longer to start it than anyone is asked to wait; then that shows nothing.
      isShown = performance.now() - since < shortestPatienceMs;
      if (!isShown) {
        await Promise.all([answer, read]);
        expected = (await store.row("r1"))?.revision ?? 0;
        continue;
      }
      expect(await answer).toEqual({ kind: "committed" });
      expect((await read).length).toBeGreaterThan(0);
    }
  });

  it("is said to be away, without its password, when it stays away", async () => {
    const store = await open(server.url);
    await server.halt();
    try {
      const refused = store.commit(change("r2", 0));
      await expect(refused).rejects.toThrow(StoreUnavailable);
      await expect(refused).rejects.toThrow(
        /postgres at 127.0.0.1:\d+ cannot be reached, .* Check/,
      );
      const late = store.commit(change("r2", 0), AbortSignal.timeout(30));
      await expect(late).rejects.toThrow(/not recorded/);
    } finally {
      await server.start();
      await store.close();
    }
  });

  it("is waited for by one who starts meanwhile, where that was asked for", async () => {
    await server.halt();
    const told = Promise.withResolvers<void>();
    const log = { warn: () => told.resolve() };
    const opening = open(server.url, { log, reachMs: 60_000 });
    await told.promise;
    await server.start();
    await using store = await opening;
    expect((await started(store, "r4")).kind).toBe("committed");
  });

  it("is heard again by other replicas once it is back", async () => {
    await using one = await open(server.url);
    await using other = await open(server.url);
    await server.kill();
    await server.start();
    await hears(other, one);
    await started(one, "r3");
    expect(await other.load("r3")).toHaveLength(1);
  });
});

/** Of all waits until a database that was lost is asked for the last time; the least that anyone waits. */
const shortestPatienceMs = 1_500;
