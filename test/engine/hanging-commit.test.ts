import { afterEach, expect, it, vi } from "vitest";
import type { Store } from "../../src/engine/ports.ts";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { bench } from "./parts.ts";

afterEach(() => void vi.useRealTimers());

it("a change that the database never answers keeps its run from nobody for longer than 30 seconds", async () => {
  const gone: { commit?: Store["commit"] } = {};
  const open = async (clock: () => number) => {
    const store = await openSqlite({ path: ":memory:", clock });
    const commit: Store["commit"] = (...asked) => (gone.commit ?? store.commit)(...asked);
    return { ...store, commit };
  };
  await using stack = new AsyncDisposableStack();
  const { recorder, start, store } = await bench({ open });
  stack.defer(() => store.close());
  const id = await start();
  const note = (text: string) => recorder.append(id, "UANA", () => noted(text));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  gone.commit = () => new Promise(() => {});
  const hanging = expect(note("lost")).rejects.toThrow(StoreUnavailable);
  // Begun before the database is back, for the commit comes after the run was read.
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  const next = note("kept");
  await vi.advanceTimersByTimeAsync(29_000);
  delete gone.commit;
  await vi.advanceTimersByTimeAsync(1_000);
  await hanging;
  expect((await next).outcome).toBe("committed");
});

const noted = (text: string) => ({ kind: "noted", text }) as const;
