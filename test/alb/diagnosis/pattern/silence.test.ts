import fc from "fast-check";
import { expect, test } from "vitest";
import { silenceSays, silentSince } from "../../../../src/alb/diagnosis/pattern/silence.ts";
import { midnight, minute, minutes, windowOf } from "../../quiet-periods.ts";

const uncounted = { requests: null, failures502: null, failures503: null, failures504: null };
const countedWhere = (is: (index: number) => boolean) =>
  minutes(120, (index) => (is(index) ? {} : uncounted));

test("counts that end before the window does are said with the time", () => {
  const periods = countedWhere((index) => index < 108);
  expect(silentSince(periods)).toBe(midnight + 108 * minute);
  const [says] = silenceSays(periods, windowOf(periods));
  expect(says).toMatch(/no request since 01:48 UTC.*The time until 02:00 UTC was not read/);
});

test("neither a minute or two, nor a pause like those before, nor 503s without a request are silence", () => {
  expect(silentSince(countedWhere((index) => index < 118))).toBeNull();
  expect(silentSince(countedWhere((index) => index % 10 === 0))).toBeNull();
  expect(silentSince(countedWhere(() => false))).toBeNull();
  const refused = { ...uncounted, failures503: 4 };
  expect(silentSince(minutes(120, (index) => (index < 60 ? {} : refused)))).toBeNull();
});

test("silence begins at the end of the counts and reaches to the end of the window", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (counted) => {
      const periods = minutes(counted.length, (index) => (counted[index] ? {} : uncounted));
      const end = midnight + (counted.lastIndexOf(true) + 1) * minute;
      expect([null, end]).toContain(silentSince(periods));
    }),
  );
});
