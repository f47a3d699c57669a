import { expect, test } from "vitest";
import { prove } from "../../src/keepalive/proof.ts";

const before = { requests: 52_000, failures: 31 };
const after = (failures: number, requests: number) => ({ failures, requests });

test("enough clean requests prove the change, one fewer does not", () => {
  const { needed } = prove(before, after(0, 1), 1);
  expect(prove(before, after(0, 1 + needed), 1)).toMatchObject({ verdict: "fixed", needed: 0 });
  expect(prove(before, after(0, needed), 1)).toMatchObject({ verdict: "not-enough", needed: 1 });
});

test("what is still needed falls with each clean request", () => {
  expect(prove(before, after(0, 1_000), 1).needed - prove(before, after(0, 3_000), 1).needed).toBe(
    2_000,
  );
});

test("a leftover failure and a further attempt each ask for more", () => {
  const { needed } = prove(before, after(0, 1_000), 1);
  expect(prove(before, after(1, 40_000), 1).verdict).toBe("fixed");
  expect(prove(before, after(1, 1_700), 1).needed).toBeGreaterThan(needed);
  expect(prove(before, after(0, 1_000), 2).needed).toBeGreaterThan(needed);
});

test("the old rate is called still failing", () => {
  expect(prove(before, after(6, 10_000), 1).verdict).toBe("still-failing");
});

test("a failure right after the change is called still failing, one after long silence is not", () => {
  expect(prove(before, after(1, 500), 1).verdict).toBe("still-failing");
  expect(prove(before, after(1, 15_000), 1).verdict).not.toBe("still-failing");
});

test("a third of the old rate is a change, and still failing", () => {
  expect(prove(before, after(10, 52_000), 1).verdict).toBe("still-failing");
});

test("thousands of leftovers are judged, too", () => {
  const many = prove({ requests: 1e9, failures: 50_000 }, after(40_000, 1e9), 1);
  expect(many).toMatchObject({ verdict: "still-failing" });
});
