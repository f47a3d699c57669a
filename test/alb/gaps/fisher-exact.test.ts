import { expect, it } from "vitest";
import { fisherExactP, wilsonInterval } from "../../../src/alb/gaps/fisher-exact.ts";

it("gives Fisher's chance for the lady tasting tea: 3 of 4 against 1 of 4 is 17/70", () => {
  expect(fisherExactP({ hits: 3, tries: 4 }, { hits: 1, tries: 4 })).toBeCloseTo(17 / 70, 12);
});

it("keeps its digits far out: 5 of 5 against 0 of 300 is one in C(305, 5)", () => {
  const ways = (305 * 304 * 303 * 302 * 301) / 120;
  expect(fisherExactP({ hits: 5, tries: 5 }, { hits: 0, tries: 300 }) * ways).toBeCloseTo(1, 9);
});

it("gives 1 where nothing speaks for a difference", () => {
  expect(fisherExactP({ hits: 0, tries: 9 }, { hits: 3, tries: 9 })).toBeCloseTo(1, 12);
  expect(fisherExactP({ hits: 0, tries: 0 }, { hits: 0, tries: 0 })).toBe(1);
});

it("gives Wilson's interval of 3 of 3", () => {
  expect(wilsonInterval({ hits: 3, tries: 3 }).low).toBeCloseTo(0.4385, 4);
  expect(wilsonInterval({ hits: 3, tries: 3 }).high).toBe(1);
});
