import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "../../src/engine/ports.ts";
import { createPermits, runPermitted } from "../../src/probes/request-permits.ts";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { silent } from "../engine/parts.ts";

let store: Store;
let time: number;
let named = 0;

const clock = () => time;
const ids = () => {
  named += 1;
  return `lease-${named}`;
};
beforeEach(async () => {
  time = 1_000_000_000_000;
  store = await openSqlite({ path: ":memory:", clock });
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
});

/** One replica's permits over the store that all share. */
const replica = (settings: object = {}, traffic = store.traffic) =>
  createPermits({
    ...{ traffic, clock, ids, log: silent },
    settings: { isAllowed: true, perHour: 1_000, ...settings },
  });
const wanted = { destination: "arn:shop", called: "this shop", requests: 500 };

test("twenty looks at once are one that sends, whichever replica they are in", async () => {
  const replicas = [replica(), replica(), replica()];
  const asked = Array.from({ length: 20 }, (_, nth) => replicas[nth % 3]?.ask(wanted));
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer?.kind === "granted")).toHaveLength(1);
  expect(answers.find((answer) => answer?.kind === "refused")).toMatchObject({
    why: expect.stringContaining("Another look is sending requests to this shop"),
  });
  expect(await replica().ask({ ...wanted, destination: "arn:other" })).toMatchObject({
    kind: "granted",
  });
});

test("an hour has room for so many, counted as they were sent, and the next hour for as many again", async () => {
  const permits = replica();
  const send = (sent: number) => runPermitted(permits, wanted, async () => ({ sent }));
  expect(await send(500)).toEqual({ sent: 500 });
  expect(await send(20)).toEqual({ sent: 20 });
  expect(await send(480)).toMatchObject({ why: expect.stringContaining("520 requests of") });
  time += 3_600_001;
  expect(await send(500)).toEqual({ sent: 500 });
});

test("nothing is sent where the operator switched it off, and nothing is kept", async () => {
  const off = await replica({ isAllowed: false }).ask(wanted);
  expect(off).toMatchObject({ kind: "refused", why: expect.stringContaining("HANDRAIL_SENDING") });
  expect(await replica().ask(wanted)).toMatchObject({ kind: "granted" });
});

test("a look that failed lets the next one send", async () => {
  const failing = runPermitted(replica(), wanted, async () => {
    throw new Error("The visit is over.");
  });
  await expect(failing).rejects.toThrow("The visit is over.");
  expect(await replica().ask(wanted)).toMatchObject({ kind: "granted" });
});

test("of a look that failed half-way all that it might have sent counts", async () => {
  const failing = runPermitted(replica(), { ...wanted, requests: 600 }, async () => {
    throw new Error("The visit is over.");
  });
  await expect(failing).rejects.toThrow("The visit is over.");
  expect(await replica().ask(wanted)).toMatchObject({
    why: expect.stringContaining("600 requests of"),
  });
});

test("a process that died frees its place within a minute", async () => {
  expect(await replica().ask(wanted)).toMatchObject({ kind: "granted" });
  time += 59_000;
  expect(await replica().ask(wanted)).toMatchObject({ kind: "refused" });
  time += 1_001;
  expect(await replica().ask(wanted)).toMatchObject({ kind: "granted" });
});

test("a look that lost its place is told to stop", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const renewed: boolean[] = [];
  const traffic = { ...store.traffic, renew: async () => renewed.push(false) > 1 };
  const permit = await replica({}, traffic).ask(wanted);
  if (permit.kind !== "granted") throw new Error(permit.why);
  expect(permit.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(permit.signal.aborted).toBe(true);
  await permit.end(0);
});

test("a store that does not answer means that nothing is sent", async () => {
  const away = async () => {
    throw new StoreUnavailable("The database is away.");
  };
  const refused = await replica({}, { ...store.traffic, begin: away }).ask(wanted);
  expect(refused).toMatchObject({ kind: "refused", why: expect.stringContaining("Look again") });
});
