import { describe } from "vitest";
import { openPostgres } from "../../src/store/postgres.ts";
import { contract } from "./contract.ts";
import { databases, missing } from "./server/databases.ts";

describe.skipIf(missing)("PostgreSQL", () => {
  const { make, drop } = databases();

  contract("PostgreSQL", async (clock) => {
    const url = await make();
    const log = { warn: () => {} };
    const store = await openPostgres({ url, clock, log, serverClock: false });
    const close = async () => {
      await store.close();
      await drop(url);
    };
    return { ...store, close };
  });
});
