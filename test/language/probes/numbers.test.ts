import fc from "fast-check";
import { expect, it } from "vitest";
import { aNumber, anObject, aText, listOf, oneOf, orNull } from "#language";

const read = anObject(
  { at: aNumber, kinds: listOf(oneOf("one", "other")) },
  { who: aText, next: orNull(aNumber) },
);

it("reads what it declares, and nothing that is something else", () => {
  const kept = { at: 1, kinds: ["one", "third", "other"], who: "ada", next: null, more: true };
  expect(read(kept)).toEqual({ at: 1, kinds: ["one", "other"], who: "ada", next: null });
  expect(read({ at: 1, kinds: [], who: 7 })).toEqual({ at: 1, kinds: [] });
  expect(read({ kinds: [] })).toBeUndefined();
});

it("reads whatever JSON holds without an error, and the same from what it read", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ at: fc.jsonValue(), kinds: fc.jsonValue() })),
      (kept) => {
        const first = read(kept);
        expect(first === undefined ? undefined : read(first)).toEqual(first);
      },
    ),
  );
});
