import fc from "fast-check";
import { expect, it } from "vitest";
import { BadInput } from "../../src/run/errors.ts";
import { longestAltogether, longestText, refuseLong } from "../../src/run/text-lengths.ts";

const long = "x".repeat(longestText + 1);
const fieldOf = (given: unknown): string | undefined => {
  try {
    refuseLong(given);
    return "fits";
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.field;
  }
};

it("A text of an act may be as long as a section, and one more is refused at its field", () => {
  expect(fieldOf({ kind: "note", text: "x".repeat(longestText) })).toBe("fits");
  expect(() => refuseLong({ kind: "note", text: long })).toThrow(
    `longer than ${longestText} characters: it has ${longestText + 1}. Nothing was recorded.`,
  );
  expect(fieldOf({ kind: "note", text: long })).toBe("text");
  expect(fieldOf({ answers: { path: [{ where: long }] } })).toBe("where");
  expect(fieldOf({ texts: { [long]: "x" } })).toBe("texts");
});

it("wherever in an act a long text stands, it is refused", () => {
  const text = fc.constant("y".repeat(longestText + 1));
  const { deep } = fc.letrec((tie) => ({
    deep: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text,
      fc.record({ a: tie("deep"), b: fc.nat() }),
      fc.tuple(fc.string(), tie("deep")),
    ),
  }));
  fc.assert(
    fc.property(deep, (given) => {
      expect(() => refuseLong({ kind: "note", given })).toThrow(BadInput);
    }),
  );
});

it("many texts are refused that are too long together", () => {
  const texts = Array.from({ length: 17 }, () => "x".repeat(longestText));
  expect(() => refuseLong({ texts })).toThrow(`longer than ${longestAltogether} characters`);
});
