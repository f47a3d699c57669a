import fc from "fast-check";
import { expect, it } from "vitest";
import { withoutMarks } from "../../../src/language/texts/visible-text.ts";

it.each([
  ["*urgent*", "∗urgent∗"],
  ["a _b_ c", "a ＿b＿ c"],
  ["~gone~", "∼gone∼"],
  ["`rm -rf /`", "ˋrm -rf /ˋ"],
  ["*a* b*c", "∗a∗ b*c"],
  ["arn:aws:iam::*:role/*", "arn:aws:iam::∗:role/∗"],
])("a fact formats nothing: %s", (value, shown) => {
  expect(withoutMarks(value)).toBe(shown);
});

it.each(["orders_dlq_eu_2", "*.shop.example", "~/app", "5*3*2", "a `b"])(
  "a name stays as it is where its marks make nothing: %s",
  (value) => {
    expect(withoutMarks(value)).toBe(value);
  },
);

it("leaves no two marks of a kind of which one stands at the edge of a word", () => {
  const text = fc.string({ unit: fc.constantFrom("*", "_", "~", "`", " ", "a", "1", "-") });
  fc.assert(
    fc.property(text, (value) => {
      const shown = withoutMarks(value);
      expect(shown).toHaveLength(value.length);
      for (const mark of "*_~`") {
        const all = [...shown].filter((one) => one === mark).length;
        const within = shown.match(new RegExp(`(?<=[a-z0-9])\\${mark}(?=[a-z0-9])`, "g")) ?? [];
        if ([...value].filter((one) => one === mark).length > 1) expect(all).toBe(within.length);
      }
    }),
  );
});
