import fc from "fast-check";
import { expect, it } from "vitest";
import { createWaiting } from "../../src/audit/waiting-lines.ts";

it("whatever waits and goes, in order, and every hole says how many lines are missing", () => {
  const steps = fc.array(fc.constantFrom("add", "add", "shift"), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 2, max: 9 }), (all, room) => {
      const waiting = createWaiting(() => 0, room);
      const seen: string[] = [];
      let next = 0;
      const shift = () => {
        const [line] = waiting.lines;
        if (line !== undefined) seen.push(line);
        waiting.shift();
      };
      for (const step of all) {
        if (step === "add") waiting.add(`${next++}\n`);
        else shift();
        expect(waiting.lines.length).toBeLessThanOrEqual(room);
      }
      while (waiting.lines.length > 0) shift();
      let expected = 0;
      for (const line of seen) {
        if (line.startsWith("{")) expected += JSON.parse(line).lines;
        else expect(Number(line)).toBe(expected++);
      }
      expect(expected).toBe(next);
    }),
  );
});
