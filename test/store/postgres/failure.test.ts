import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createLog } from "../../../src/log.ts";
import { BadConfig, StoreUnavailable } from "../../../src/run/errors.ts";
import { openPostgres } from "../../../src/store/postgres.ts";
import { change, started } from "../contract/samples.ts";
import { databases, missing, server } from "../server/databases.ts";
import { order } from "../server/order.ts";
import { replicas } from "../server/stores.ts";

const password = "open sesame/@#";
const written = encodeURIComponent(password);
const log = { warn: () => {} };
const clock = () => 0;

describe.skipIf(missing)("PostgreSQL that cannot be used", () => {
  const { make } = databases();
  const open = replicas();

  it("says that it only lets itself be read, keeps what it has, and goes on when that ends", async () => {
    const url = await make();
    const name = new URL(url).pathname.slice(1);
    await using before = await open(url);
    await started(before, "r1");
    await order(server, `alter database "${name}" set default_transaction_read_only = on`);
    await using store = await open(url);
    const refused = store.commit(change("r1", 1));
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toThrow(/only lets itself be read, so nothing was recorded/);
    expect(await store.load("r1")).toHaveLength(1);
    await order(server, `alter database "${name}" reset default_transaction_read_only`);
    await using after = await open(url);
    expect(await after.commit(change("r1", 1))).toEqual({ kind: "committed" });
  });

  it("refuses every change to one who only reads", async () => {
    const url = await make();
    await using writer = await open(url);
    await started(writer, "r1");
    await using reader = await open(url, { readOnly: true });
    expect(await reader.load("r1")).toHaveLength(1);
    const message = { key: "card", ts: "1.2", hash: "abc", generation: 1 };
    for (const changed of [
      () => reader.commit(change("r1", 1)),
      () => reader.messages.put("r1", message),
      () => reader.forgetDeliveries(1),
    ])
      await expect(changed()).rejects.toThrow(StoreUnavailable);
  });

  it("says that its tables are of another version, and touches nothing", async () => {
    const url = await make();
    await order(url, "insert into kysely_migration values ('9999_later', 'then')");
    for (const readOnly of [false, true]) {
      const newer = open(url, { readOnly });
      await expect(newer).rejects.toThrow(BadConfig);
      await expect(newer).rejects.toThrow(/newer version .*9999_later.* Install that version/);
    }
    await order(url, "delete from kysely_migration where name = '9999_later' or name like '0001%'");
    const older = open(url, { readOnly: true });
    await expect(older).rejects.toThrow(/older version .* Start this version's bot once/);
  });

  it("says that there is no such database, and that the password is wrong, without telling it", async () => {
    const [none, wrong] = [new URL(await make()), new URL(await make())];
    none.pathname = "nowhere";
    await expect(open(none.href)).rejects.toThrow(/no database nowhere at .* Create it/);
    wrong.password = written;
    const refused = await failure(wrong.href);
    expect(refused.message).toMatch(/refused Handrail's user or password/);
    expect(everythingOf(refused)).not.toContain("sesame");
  });

  it("leaves a fault of our own what it is", async () => {
    await using store = await open(await make());
    const message = { key: "card", ts: "1.2", hash: "abc", generation: 1 };
    const orphan = store.messages.put("no such run", message);
    await expect(orphan).rejects.toThrow(/foreign key/);
    await expect(orphan).rejects.not.toThrow(StoreUnavailable);
  });
});

describe("an address of PostgreSQL", () => {
  it.each([
    [
      "that nobody answers",
      `postgres://handrail:${written}@127.0.0.1:1/handrail`,
      StoreUnavailable,
    ],
    [
      "that no name server knows",
      `postgres://handrail:${written}@db.invalid/handrail`,
      StoreUnavailable,
    ],
    ["that is none", `postgres://handrail:${written}@:not a port/handrail`, BadConfig],
    ["whose password has a #", "postgres://handrail:open#sesame@db.invalid/handrail", BadConfig],
    ["whose password has a /", "postgres://handrail:1/sesame@db.invalid/handrail", BadConfig],
  ])("%s is told without its password", async (_, url, kind) => {
    const thrown = await failure(url);
    expect(thrown).toBeInstanceOf(kind);
    expect(everythingOf(thrown)).not.toMatch(/sesame/);
  });
});

it("names the certificate that cannot be read", async () => {
  const url = `postgres://handrail:${written}@db.invalid/handrail?sslrootcert=/nowhere/ca.pem`;
  const thrown = await failure(url);
  expect(thrown).toBeInstanceOf(BadConfig);
  expect(thrown.message).toContain("The file /nowhere/ca.pem, which DATABASE_URL");
  expect(everythingOf(thrown)).not.toMatch(/sesame/);
});

async function failure(url: string): Promise<Error> {
  try {
    await openPostgres({ url, clock, log });
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error("It could be opened.");
}

/** All that a log or a console could say of an error. */
function everythingOf(error: Error): string {
  const lines: string[] = [];
  createLog((line) => lines.push(line), clock).error("It failed", error);
  return [...lines, error.stack, inspect(error, { depth: 9, showHidden: true })].join("\n");
}
