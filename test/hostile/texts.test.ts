import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { configurations, readers, slowest } from "./readers.ts";
import { hostileText } from "./texts.ts";

const all = Object.entries({ ...readers, ...configurations });

test.each(all)("%s is read at once, whatever it is made of", (_, read) => {
  const { ms, text } = slowest(read, fc.sample(hostileText, 500));
  expect(ms, text).toBeLessThan(100);
});

describe.each(Object.entries(readers))("%s", (_, read) => {
  it.each(["1aand ", "ESID-", "<@U1|", "token=", "(", "\t", "a@", "eyJ-", "://", "dev/tcp"])(
    "made of %j alone takes time in proportion to its length",
    (piece) => {
      // What is quadratic takes minutes for so much.
      const { ms } = slowest(read, [piece.repeat(100_000)]);
      expect(ms).toBeLessThan(5_000);
    },
  );
});

test("the clock of the readers notices one that backtracks", () => {
  const { ms } = slowest(
    (text) => /^(\d+\s*[a-z]+\s*(and\s+)?)+$/.test(text),
    [`${"1aand ".repeat(22)}1!`],
  );
  expect(ms).toBeGreaterThan(100);
});
