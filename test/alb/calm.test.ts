import { describe, expect, it } from "vitest";
import { judgePattern } from "../../src/alb/diagnosis/pattern/judge-pattern.ts";
import { problemsOfWords } from "../words.ts";
import { cases } from "./pattern-cases.ts";

describe("what the pattern says", () => {
  it.each(cases)("is calm and whole: %s", (_, __, observation) => {
    const { says, headline = "", details, next = [], readings } = judgePattern(observation);
    const sentences = [says, headline, ...details, ...next];
    for (const one of sentences) expect(one).toMatch(/[.?”]$/);
    const values = readings.flatMap(({ label, value, threshold = "" }) => [
      label,
      value,
      threshold,
    ]);
    expect([...sentences, ...values].flatMap(problemsOfWords)).toEqual([]);
    expect(headline.length).toBeLessThanOrEqual(150);
  });
});
