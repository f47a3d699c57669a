import { expect, it } from "vitest";
import { waitOrShutdown } from "../../src/engine/worker/stop-look.ts";
import { Postponed } from "../../src/run/errors.ts";

it("gives what the work gives, also its failure", async () => {
  const { signal } = new AbortController();
  expect(await waitOrShutdown(Promise.resolve(7), signal)).toBe(7);
  await expect(waitOrShutdown(Promise.reject(new Error("broken")), signal)).rejects.toThrow(
    "broken",
  );
});

it("waits no longer than until shutdown, whether or not the work heeds it", async () => {
  const stopping = new AbortController();
  const waiting = waitOrShutdown(new Promise(() => {}), stopping.signal);
  stopping.abort();
  await expect(waiting).rejects.toBeInstanceOf(Postponed);
});
