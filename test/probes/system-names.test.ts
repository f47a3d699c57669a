import { expect, it } from "vitest";
import { createLookup } from "../../src/probes/system-names.ts";

it("asks for one name at a time, and goes on when one has none", async () => {
  let [now, most] = [0, 0];
  const lookup = createLookup(async (name) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    if (name === "gone") throw new Error("ENOTFOUND");
    return [name];
  });
  const asked = ["a", "gone", "b"].map((name) => lookup(name).catch(() => "none"));
  expect(await Promise.all(asked)).toEqual([["a"], "none", ["b"]]);
  expect(most).toBe(1);
});

it("waits only so long for a name that is never resolved, also behind another one", async () => {
  const lookup = createLookup(() => new Promise(() => {}), 10);
  await expect(lookup("hangs")).rejects.toThrow(/hangs was not resolved within/);
  await expect(lookup("behind")).rejects.toThrow(/behind was not resolved within/);
});
