import { expect, it } from "vitest";
import { times } from "./contract/times.ts";
import { folders } from "./folder.ts";
import { columnsIn } from "./schema.ts";

const folder = folders();

it("knows every column that may hold a time: milliseconds want 64 bits", async () => {
  const columns = await columnsIn(folder());
  const wide = columns.filter(({ type }) => type === "bigint");
  expect(wide.map(({ table, name }) => `${table}.${name}`).toSorted()).toEqual(
    Object.keys(times).toSorted(),
  );
});
