import { expect, test } from "vitest";
import { judgeChange } from "../../../src/alb/counts/proof.ts";
import { seeded } from "../random.ts";

const before = { requests: 52_000, failures: 31 };
const after = (failures: number, requests: number) => ({ failures, requests });

test("enough clean requests prove the change, one fewer does not", () => {
  const { needed } = judgeChange(before, after(0, 1), 1);
  expect(judgeChange(before, after(0, 1 + needed), 1)).toMatchObject({
    verdict: "fixed",
    needed: 0,
  });
  expect(judgeChange(before, after(0, needed), 1)).toMatchObject({
    verdict: "not-enough",
    needed: 1,
  });
});

test("what is still needed falls with each clean request", () => {
  expect(
    judgeChange(before, after(0, 1_000), 1).needed - judgeChange(before, after(0, 3_000), 1).needed,
  ).toBe(2_000);
});

test("a leftover failure and a further attempt each ask for more", () => {
  const { needed } = judgeChange(before, after(0, 1_000), 1);
  expect(judgeChange(before, after(1, 80_000), 1).verdict).toBe("fixed");
  expect(judgeChange(before, after(1, 1_700), 1).needed).toBeGreaterThan(needed);
  expect(judgeChange(before, after(0, 1_000), 2).needed).toBeGreaterThan(needed);
});

test("the old rate is called still failing", () => {
  expect(judgeChange(before, after(6, 10_000), 1).verdict).toBe("still-failing");
});

test("two failures right after the change are called still failing, a straggler or late ones are not", () => {
  expect(judgeChange(before, after(1, 10), 1).verdict).toBe("not-enough");
  expect(judgeChange(before, after(2, 500), 1).verdict).toBe("still-failing");
  expect(judgeChange(before, after(2, 15_000), 1).verdict).not.toBe("still-failing");
});

test("clearly fewer failures are told before they prove the change", () => {
  expect(judgeChange(before, after(0, 2_000), 1)).toMatchObject({
    verdict: "not-enough",
    helps: false,
  });
  expect(judgeChange(before, after(0, 10_000), 1)).toMatchObject({
    verdict: "not-enough",
    helps: true,
  });
});

test("looks at every request: with a tenth of the old rate left, still failing is said in 5 % of cases at most", () => {
  const random = seeded(Math.floor(Math.random() * 2 ** 32));
  const walks = Array.from({ length: 400 }, () => {
    let requests = 0;
    for (let failures = 1; failures <= 12; failures++) {
      requests += (-Math.log(1 - random()) * 10 * before.requests) / before.failures;
      if (judgeChange(before, after(failures, requests), 1).verdict === "still-failing") return 1;
    }
    return 0;
  });
  const said = walks.reduce((all: number, one) => all + one, 0);
  // 5 % of 400 are 20; 38 or more would be seen once in 10,000 times.
  expect(said).toBeLessThan(38);
});

test("a third of the old rate is a change, and still failing", () => {
  expect(judgeChange(before, after(20, 104_000), 1).verdict).toBe("still-failing");
});

test("thousands of leftovers are judged, too", () => {
  const many = judgeChange({ requests: 1e9, failures: 50_000 }, after(40_000, 1e9), 1);
  expect(many).toMatchObject({ verdict: "still-failing" });
});
