import fc from "fast-check";
import { expect, test } from "vitest";
import { expressionProblem } from "../../../src/probes/reading/expression.ts";
import { createDataReader } from "../../../src/probes/reading/read.ts";
import { effort } from "../../effort.ts";

const read = createDataReader();

test("reads values by name, as aws --query does, and null where there is nothing", async () => {
  const data = {
    Queues: [
      { Name: "orders", Age: 420 },
      { Name: "mails", Age: 3 },
    ],
  };
  expect(
    await read(data, { oldest: "max(Queues[].Age)", count: "length(Queues)", gone: "Topics" }),
  ).toEqual({
    kind: "read",
    values: { oldest: 420, count: 2, gone: null },
  });
});

test("says which expression fails on what was answered", async () => {
  expect(await read({ a: "text" }, { total: "sum(a)" })).toEqual({
    kind: "unread",
    says: expect.stringContaining("total (sum(a))"),
  });
});

test("ends a reading that would take for ever, and reads on after it", async () => {
  const soon = createDataReader({ longestMs: 300, megabytes: 64 });
  const twice = Array.from({ length: 60 }, () => "[@,@]").join("|");
  expect(await soon({ a: 1 }, { all: `[@,@][]|${twice}|to_string(@)` })).toMatchObject({
    kind: "unread",
    says: expect.stringContaining("so it was ended"),
  });
  expect(await soon([1, 2], { first: "[0]" })).toMatchObject({ values: { first: 1 } });
});

test.each([
  ["Queues[", /no expression/],
  ["a".repeat(501), /500 characters/],
  [`${"[".repeat(60)}a`, /brackets/],
])("%s is refused, and why", (text, why) => {
  expect(expressionProblem(text)).toMatch(why);
});

test("whatever stands in an expression, it is one or is refused with a sentence, at once", () => {
  const parts = fc.array(
    fc.constantFrom(
      "a",
      ".",
      "[",
      "]",
      "*",
      "(",
      ")",
      "{",
      "}",
      ":",
      "|",
      "&",
      "`",
      "'",
      "!",
      "@",
      "?",
      "-1",
      ",",
    ),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(parts, (some) => {
      const read = () => expect(expressionProblem(some.join("")) ?? "fine.").toMatch(/\.$/);
      expect(effort(read, 1)).toBeLessThan(2_000);
    }),
    { numRuns: 300 },
  );
});
