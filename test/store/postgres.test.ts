import { afterAll, beforeAll, describe } from "vitest";
import type { Clock } from "../../src/engine/ports.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { HeldStore } from "../../src/store/store.ts";
import { contract } from "./contract.ts";
import { databases, missing } from "./server/databases.ts";

describe.skipIf(missing)("PostgreSQL", () => {
  const { make, empty } = databases();
  let url: string;
  let store: HeldStore;
  let clock: Clock = () => 0;

  beforeAll(async () => {
    url = await make();
    const log = { warn: () => {} };
    store = await openPostgres({ url, clock: () => clock(), log, serverClock: false });
  });
  afterAll(() => store.close());

  // A database takes up to a second to make, so the promises are checked in one that is emptied each time.
  contract("PostgreSQL", async (given) => {
    clock = given;
    await empty(url);
    return { ...store, close: async () => {} };
  });
});
