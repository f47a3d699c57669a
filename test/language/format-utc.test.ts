import { expect, test } from "vitest";
import { formatUtc } from "../../src/language/amounts.ts";

test("times are in UTC, with the day where it is another", () => {
  const at = Date.UTC(2026, 2, 1, 23, 59, 59);
  expect(formatUtc(at)).toBe("23:59 UTC");
  expect(formatUtc(at, at + 60_000)).toBe("2026-03-01 23:59 UTC");
});
