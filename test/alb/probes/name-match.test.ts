import fc from "fast-check";
import { expect, it } from "vitest";
import { similarNames } from "../../../src/alb/probes/name-match.ts";
import { effort } from "../../effort.ts";

const named = (name: string) => ({ name, arn: "", dnsName: "" });
const namesOf = (typed: string, names: readonly string[]) =>
  similarNames(typed, names.map(named)).map(({ name }) => name);

/** Levenshtein's distance, as it is defined. */
const edits = (from: string, to: string): number =>
  from === "" || to === ""
    ? from.length + to.length
    : Math.min(
        edits(from.slice(1), to) + 1,
        edits(from, to.slice(1)) + 1,
        edits(from.slice(1), to.slice(1)) + (from[0] === to[0] ? 0 : 1),
      );

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 });

it("finds a name exactly where it is within two letters, or a third of them, of what was typed", () => {
  fc.assert(
    fc.property(word, word, (typed, name) => {
      const isPart = typed.length >= 3 && name.includes(typed);
      const isNear = edits(typed, name) <= Math.max(2, name.length / 3);
      expect(namesOf(typed, [name])).toEqual(isPart || isNear ? [name] : []);
    }),
  );
});

it("has the nearest first, and five at most", () => {
  const names = ["shop-wxb", "shop-web", "shop-wex", "shopweb", "shop", "shop-we", "other"];
  expect(namesOf("shop-web", names)[0]).toBe("shop-web");
  expect(namesOf("shop-web", names)).toHaveLength(5);
});

it.each([
  [10_000, 32],
  [5_000, 512],
])("looks through %i names of %i letters that are nearly the same at once", (count, length) => {
  const names = Array.from({ length: count }, (_, at) =>
    `${at}-production-shop-web-`.repeat(40).slice(0, length),
  ).map(named);
  const typed = `xx${names[7]?.name.slice(2)}`;
  expect(effort(() => similarNames(typed, names), 3)).toBeLessThan(200);
});
