import { expect, it } from "vitest";
import { readAnswer } from "../../../src/probes/prometheus-query/answer.ts";

it("says how many values an answer has where nobody reads so many", () => {
  const result = Array(50_001).fill({ value: [1, "1"] });
  const answer = { status: "success", data: { resultType: "vector", result } };
  expect(readAnswer(JSON.stringify(answer))).toEqual({ kind: "many", values: 50_001 });
});
