import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "../../src/engine/ports.ts";
import type { HeldStore } from "../../src/store/store.ts";
import { change, started } from "../store/contract/samples.ts";
import { contract } from "../store/contract.ts";
import { databases, missing, server } from "../store/server/databases.ts";
import { type Pooler, pgbouncer, startPooler } from "../store/server/pooler.ts";
import { hears, replicas } from "../store/server/stores.ts";

const isMissing = missing || pgbouncer === undefined;
describe.skipIf(isMissing)(
  "PgBouncer in transaction mode, with the server's own address beside it",
  () => {
    const { make, makeBare, empty } = databases();
    const open = replicas();
    let pooler: Pooler;
    let url: string;
    let store: HeldStore;
    let clock: Clock = () => 0;

    // Fewer than one replica asks for: transactions of many sessions share each of them.
    const connections = 3;
    const through = (direct: string) => open(pooler.way(direct), { directUrl: direct });

    beforeAll(async () => {
      pooler = await startPooler(server, connections);
      url = await make();
      const by = { directUrl: url, clock: () => clock(), serverClock: false };
      store = await open(pooler.way(url), by);
    });
    afterAll(async () => {
      await store.close();
      await pooler.remove();
    });

    contract("PostgreSQL behind PgBouncer", async (given) => {
      clock = given;
      await empty(url);
      return { ...store, close: async () => {} };
    });

    it("lets replicas start at once, migrate once and commit more at once than it has connections", async () => {
      const direct = await makeBare();
      const stores = await Promise.all([1, 2, 3].map(() => through(direct)));
      const runs = Array.from({ length: 30 }, (_, index) => `r${index}`);
      const answers = await Promise.all(
        runs.map((run, index) => started(stores[index % 3] ?? store, run)),
      );
      expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["committed"]));
      expect(await stores[0]?.rows({ limit: 99 })).toHaveLength(runs.length);
      await Promise.all(stores.map((one) => one.close()));
    });

    it("lets them wake each other around it", async () => {
      const direct = await make();
      await using one = await through(direct);
      await using other = await through(direct);
      await hears(other, one);
      await started(one, "spoken");
      expect(await other.load("spoken")).toHaveLength(1);
    });

    it("breaks off what is not committed in time, and hands the connection on unharmed", async () => {
      const direct = await make();
      await using one = await through(direct);
      await started(one, "r1");
      const signals = Array.from({ length: 12 }, () => AbortSignal.timeout(1));
      const answers = await Promise.allSettled(
        signals.map((signal, index) => one.commit(change(`late${index}`, 0), signal)),
      );
      const committed = answers.filter(
        (one) => one.status === "fulfilled" && one.value.kind === "committed",
      ).length;
      expect(await one.commit(change("r1", 7))).toEqual({ kind: "conflict" });
      expect(await one.rows({ limit: 99 })).toHaveLength(1 + committed);
    });

    it("may crash: a commit waits for it to be back", async () => {
      const direct = await make();
      await using one = await through(direct);
      await started(one, "r1");
      await pooler.kill();
      const waiting = one.commit(change("r1", 7));
      await pooler.start();
      expect(await waiting).toEqual({ kind: "conflict" });
      expect(await one.load("r1")).toHaveLength((await one.row("r1"))?.revision ?? 0);
    });
  },
);
