import fc from "fast-check";
import { expect, it } from "vitest";
import { rateLimitedLog } from "../../src/engine/rate-limited-log.ts";
import { silent } from "./parts.ts";

it("writes a warning once a minute however often it comes, and loses none of the count", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(gaps, (all) => {
      const written: [number, string][] = [];
      let now = 0;
      const log = rateLimitedLog(
        { ...silent, warn: (says) => void written.push([now, says]) },
        () => now,
      );
      for (const gap of all) {
        now += gap;
        log.warn("Refused.");
      }
      for (const [nth, [at]] of written.entries())
        expect(at - (written[nth - 1]?.[0] ?? -60_000)).toBeGreaterThanOrEqual(60_000);
      now += 60_000;
      log.warn("Refused.");
      const more = written.map(([, says]) => Number(/\((\d+) more/.exec(says)?.[1] ?? 0));
      expect(written.length + more.reduce((sum, one) => sum + one, 0)).toBe(all.length + 1);
    }),
  );
});

it("writes at once what is another warning, and all that is none", () => {
  const written: string[] = [];
  const line = (says: string) => void written.push(says);
  const log = rateLimitedLog({ info: line, warn: line, error: line }, () => 0);
  for (const says of ["a", "b", "a"]) log.warn(says);
  for (const says of ["c", "c"]) log.info(says);
  for (const says of ["d", "d"]) log.error(says);
  expect(written).toEqual(["a", "b", "c", "c", "d", "d"]);
});
