import { expect, it } from "vitest";
import { addMoments, Blank, blankNow, blanks } from "../../src/store/statement-blanks.ts";

const inMs = (at: number, now: number) => at - now;

it("reckons with what each execution brings, and at once with what is known", () => {
  const { at } = blanks<{ readonly at: number }>();
  const wait: unknown = addMoments(at, blankNow(), inMs);
  expect(wait).toBeInstanceOf(Blank);
  if (!(wait instanceof Blank)) return;
  expect(wait.fill({ at: 700 }, 500)).toBe(200);
  expect(wait.fill({ at: 900 }, 1_000)).toBe(-100);
  expect(addMoments(700, 500, inMs)).toBe(200);
});

it("refuses to be counted with or listed while a statement is built", () => {
  const given = blanks<{ readonly at: number }>();
  expect(() => given.at + 1).toThrow("only pass it on");
  expect(() => ({ ...given })).toThrow("pass on each by its name");
});
