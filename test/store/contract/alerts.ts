import { describe, expect, it } from "vitest";
import { type Open, withStore } from "./samples.ts";

const alert = { channel: "C1", threadTs: "", heard: 1_000, isOver: false };

export function alerts(open: Open): void {
  describe("what was heard of alerts", () => {
    it("is one writer's, of however many who write at once", () =>
      withStore(open, async ({ alerts: { find, put } }) => {
        const firsts = await Promise.all(Array.from({ length: 12 }, () => put("a", alert, 0)));
        expect(firsts.filter(Boolean)).toHaveLength(1);
        const threadTs = "1.2";
        const seconds = await Promise.all(
          Array.from({ length: 12 }, () => put("a", { ...alert, threadTs, isOver: true }, 1)),
        );
        expect(seconds.filter(Boolean)).toHaveLength(1);
        expect(await find("a")).toEqual({ ...alert, threadTs, isOver: true, revision: 2 });
        expect(await put("a", alert, 1)).toBe(false);
        expect(await find("b")).toBeUndefined();
      }));

    it("is forgotten when it was heard last long ago", () =>
      withStore(open, async ({ alerts: { find, forget, put } }) => {
        await put("old", alert, 0);
        await put("new", { ...alert, heard: 2_000 }, 0);
        expect(await forget(2_000)).toBe(1);
        expect(await find("old")).toBeUndefined();
        expect(await find("new")).toMatchObject({ heard: 2_000 });
      }));
  });
}
