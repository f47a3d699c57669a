import { expect, test } from "vitest";
import { formatWhole, percent, plural } from "../../src/language/amounts.ts";

test.each([
  [0, "0 %"],
  [12 / 240_000, "0.005 %"],
  [7e-5, "0.007 %"],
  [1.234e-7, "0.000012 %"],
  [0.0143, "1.4 %"],
  [0.995, "100 %"],
  [0.125, "13 %"],
])("the share %f is %s", (share, says) => {
  expect(percent(share)).toBe(says);
});

test("counts are grouped, and nouns agree", () => {
  expect(formatWhole(240_000)).toBe("240,000");
  expect([0, 1, 5_000].map((count) => plural(count, "request"))).toEqual([
    "no requests",
    "1 request",
    "5,000 requests",
  ]);
});
