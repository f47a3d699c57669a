import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../src/alb/links/durations.ts";
import { answerFromDuration } from "../../../src/alb/links/idle-times.ts";

describe("an answer from what was typed", () => {
  it("carries the seconds and where they were read", () => {
    const answer = answerFromDuration(parseDuration("75s"), "nginx.conf:12");
    expect(answer).toEqual({ how: "read", seconds: 75, where: "nginx.conf:12" });
  });

  it("can be never, a close after each response, or not known", () => {
    expect(answerFromDuration(parseDuration("never"))).toEqual({ how: "read", state: "never" });
    expect(answerFromDuration(parseDuration("off"))).toEqual({ how: "read", state: "closes" });
    expect(answerFromDuration(parseDuration("?"))).toEqual({ how: "unknown" });
  });

  it("is none while the unit has to be asked", () => {
    expect(answerFromDuration(parseDuration("65000"))).toBeUndefined();
    expect(answerFromDuration(parseDuration("bananas"))).toBeUndefined();
  });
});
