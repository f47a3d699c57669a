import { expect, test, vi } from "vitest";
import { moduleUrl, runInThread } from "../../src/threads/bounded.ts";

const place = { module: moduleUrl(import.meta.url, "./works"), name: "work" };
const open = (bounds = {}) => runInThread<string, string>(place, bounds);

test("gives what the function gives, call after call", async () => {
  const ask = open();
  const both = await Promise.all([ask("one"), ask("two")]);
  expect(both).toEqual([
    { kind: "done", value: "one, answered" },
    { kind: "done", value: "two, answered" },
  ]);
});

test.each(["hang", "backtrack"])("ends work that would %s for ever, and goes on", async (asked) => {
  const ask = open({ longestMs: 300 });
  const all = await Promise.all([ask("one"), ask(asked), ask("two")]);
  expect(all.map(({ kind }) => kind)).toEqual(["done", "ended", "done"]);
  expect(all[1]).toEqual({ kind: "ended", lacked: "time" });
});

test("ends work that needs too much memory, and goes on", async () => {
  const ask = open({ megabytes: 32, longestMs: 60_000 });
  expect(await ask("fill")).toEqual({ kind: "ended", lacked: "memory" });
  expect(await ask("one")).toMatchObject({ kind: "done" });
});

test("rejects with what the function threw, and goes on", async () => {
  const ask = open();
  await expect(ask("throw")).rejects.toThrow("This was thrown.");
  expect(await ask("one")).toMatchObject({ kind: "done" });
});

test("rejects where there is no such module", async () => {
  const ask = runInThread({ module: new URL("./none.ts", import.meta.url), name: "work" });
  await expect(ask("one")).rejects.toThrow();
});

test("sees nothing of the environment", async () => {
  vi.stubEnv("HANDRAIL_SECRET", "xoxb-secret");
  expect(await open()("secret")).toEqual({ kind: "done", value: "nothing" });
});
