import fc from "fast-check";
import { expect, test } from "vitest";
import { namesIn, readCondition, type ValueTypes } from "../../../src/probes/deciding/condition.ts";
import { effort } from "../../effort.ts";

const types: ValueTypes = {
  last: "number",
  agreed: "number",
  state: "text",
  items: "any",
  errors: { sum: "number", last: "number" },
};
const values = {
  last: 7,
  agreed: 5,
  state: "2026-12-01T00:00:00Z",
  items: ["a", "b"],
  errors: { sum: 3, last: 1 },
};
const now = Date.parse("2026-11-30T00:00:00Z");
const holds = (text: string) => readCondition(text, types).holds(values, now);

test.each([
  ["last > agreed", true],
  ["last >= 5 && last < 7.5", true],
  ["last == 7", true],
  ["last != 7 || agreed == 5.0", true],
  ["last in [6, 7]", true],
  ["last * 2 > 13 && last / 2 < 4", true],
  ["1 / 2 > 0.4", true],
  ["last % 2 == 1", true],
  ["errors.sum / last > 0.5", false],
  ["size(items) == 2 && items[1] == 'b' && 'a' in items", true],
  ["timestamp(state) - now < duration('36h')", true],
  ["state.startsWith('2026') && !state.contains('x')", true],
  ["last > agreed ? errors.sum > 2 : false", true],
])("%s is %s", (text, expected) => {
  expect(holds(text)).toBe(expected);
});

test.each([
  ["last >", /EOF/],
  ["last > nope", /nope/],
  ["errors.summ > 1", /summ/],
  ["last > state", /double > string/],
  ["last", /It gives a double/],
  ["state.matches('(a+)+$')", /no "matches"/],
  ["items.exists(i, items.all(j, i == j))", /no "exists"|no "all"/],
  ["items.map(i, i)[0] == 'a'", /no "map"/],
  [`last > ${"1+".repeat(400)}1`, /500 characters/],
  [`${"(".repeat(100)}last > 1${")".repeat(100)}`, /maxDepth/],
])("%s is refused, and why", (text, why) => {
  expect(() => readCondition(text, types)).toThrow(why);
});

test("a condition names what it asks for, by the part where it has one", () => {
  expect(namesIn("errors.sum > last && last < now.getHours()")).toEqual(["errors.sum", "last"]);
  expect(namesIn("last >")).toEqual([]);
});

test("whatever stands in a condition, it is read or refused with a sentence, at once", () => {
  const signs = fc.array(
    fc.constantFrom(
      "last",
      "state",
      "errors",
      ".",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "'",
      "!",
      "-",
      "1",
      " > ",
      " && ",
      "?",
      ":",
      "\\",
    ),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(signs, (parts) => {
      const read = () => {
        try {
          readCondition(parts.join(""), types).holds(values, now);
        } catch (error) {
          expect((error as Error).message).toMatch(/\.$|last > 5\.$/);
        }
      };
      expect(effort(read, 1)).toBeLessThan(2_000);
    }),
    { numRuns: 300 },
  );
});

test("an answer that no condition asks for may have a name that CEL keeps for itself", () => {
  const types = { namespace: "text", package: "text", broken: "number" } as const;
  expect(readCondition("broken > 0", types).holds({ broken: 1 }, 0)).toBe(true);
  expect(() => readCondition("namespace == 'shop'", types)).toThrow(/namespace/);
});

test.each(["type", "list", "namespace", "function"])(
  "says of a value that is called %s that CEL keeps the word for itself",
  (name) => {
    expect(() => readCondition(`${name} == 'a'`, { [name]: "any" })).toThrow(
      `“${name}” is a word of CEL's own: give the value`,
    );
  },
);
