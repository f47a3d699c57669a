import { describe, expect, it } from "vitest";
import type { Fate } from "../../../src/alb/measuring/connection-outcome.ts";
import { judgeFleet, type MeasuredTarget } from "../../../src/alb/measuring/judge-fleet.ts";
import { measuredFrom } from "../../../src/alb/measuring/measured.ts";

const alb = { idleTimeoutSeconds: 60, marginSeconds: 10 };

function target(address: string, fate: Fate): MeasuredTarget {
  const answer =
    fate.kind === "failed"
      ? null
      : { status: 200, lastOne: false, timeoutSeconds: null, maxRequests: null, server: null };
  const asked = { kind: "asked", wanted: 1, answered: 1, answer, offSeconds: 0, fate } as const;
  const measured = measuredFrom([{ ...asked, roundTripSeconds: 0.001 }]);
  return { address, group: "web", measured };
}

const closed = (seconds: number): Fate => ({ kind: "closed", seconds, by: "fin", unasked: null });
const open: Fate = { kind: "open", seconds: 70.01 };
const missed: Fate = {
  kind: "failed",
  reached: false,
  why: "Connection refused: nothing listens there.",
};
const judge = (...fates: readonly Fate[]) =>
  judgeFleet(
    fates.map((fate, nth) => target(`10.0.1.${nth + 1}:80`, fate)),
    alb,
  );

describe("the measurements of all targets", () => {
  it("are as good as the target that stands worst", () => {
    const { finding, says, numbers } = judge(closed(75), closed(6), open);
    expect(finding).toBe("too-short");
    expect(says).toMatch(
      /^10\.0\.1\.2:80 closes an idle connection after 6\.00 s.* worst of 3 targets; no other/,
    );
    expect(numbers.closes).toEqual({ how: "measured", seconds: 6, where: "10.0.1.2:80" });
  });

  it("name the one that closes first of those that stand alike", () => {
    const { says } = judge(closed(6), closed(5), closed(7));
    expect(says).toMatch(
      /^10\.0\.1\.2:80 .*The same goes for all 3 targets, none of them sooner\.$/,
    );
  });

  it("prove the order where each target outlived the load balancer", () => {
    const { finding, numbers, readings } = judge(open, open);
    expect(finding).toBe("long-enough");
    expect(numbers.closes).toMatchObject({ state: "at-least", seconds: 70 });
    expect(readings).toHaveLength(2);
    expect(readings[0]).toMatchObject({
      label: "10.0.1.1:80 (web)",
      value: "open for at least 70 s",
      threshold: "closed after 70 s at the earliest",
    });
  });

  it("prove nothing for targets that were not reached", () => {
    const { finding, says, numbers, details } = judge(open, missed);
    expect(finding).toBe("unknown");
    expect(says).toContain(
      "1 of 2 targets could not be reached, so the order is not proven for all.",
    );
    expect(details.at(-1)).toContain("10.0.1.2:80 could not be reached: Connection refused");
    expect(numbers.closes).toBeNull();
  });

  it("still tell of a target that closes first though another was not reached", () => {
    expect(judge(missed, closed(6)).finding).toBe("too-short");
  });

  it("are unreachable only where all are", () => {
    const { finding, says } = judge(missed, missed);
    expect(finding).toBe("unreachable");
    expect(says).toContain("None of the 2 targets could be reached.");
    expect(judge().finding).toBe("unknown");
  });

  it("give later looks no value where a second request failed on an open connection", () => {
    const dead = { kind: "dead", seconds: 70, how: "rst" } as const;
    expect(judge(dead).numbers.closes).toBeNull();
  });
});
