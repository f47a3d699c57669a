import { describe, expect, test } from "vitest";
import { aimedRequestsNeeded, judgeCatch } from "../../../src/alb/catching/judge-catch.ts";
import type { AfterChange, CatchObservation } from "../../../src/alb/catching/observation.ts";

const observe = (more: Partial<CatchObservation> = {}): CatchObservation => ({
  idleSeconds: 6,
  aimed: { requests: 1_350, failures: 9 },
  unaimed: { requests: 750, failures: 0 },
  usual: { requests: 180_000, failures: 36 },
  load: 100,
  after: null,
  ...more,
});
const control = { aimed: { requests: 1_350, failures: 9 }, load: 100 };
const changed = (more: Partial<AfterChange> = {}): AfterChange => ({
  control,
  earlier: { requests: 0, failures: 0 },
  attempt: 1,
  ...more,
});
const none = (requests: number) => ({ requests, failures: 0 });

describe("before the change", () => {
  test("more of the aimed requests fail than usual: caught, which shows the cause", () => {
    const { finding, strength, says } = judgeCatch(observe());
    expect({ finding, strength }).toEqual({ finding: "caught", strength: "shown" });
    expect(says).toBe(
      "9 of 1,350 requests sent on connections idle for 6 s failed with 502; without the aim about 0.37 would have. Caught in the act: the backend closes a connection under the next request.",
    );
  });

  test.each([
    ["nothing failed", { aimed: none(1_350) }],
    ["one failed, as one may", { aimed: { requests: 1_350, failures: 1 } }],
    ["usual traffic fails as often", { usual: { requests: 1_350, failures: 9 } }],
    ["bursts fail as often without the aim", { unaimed: { requests: 750, failures: 5 } }],
    [
      "usual traffic is not known, and few failed",
      { usual: null, aimed: { requests: 1_350, failures: 4 } },
    ],
  ])("%s: that shows nothing, and is said", (_, more) => {
    const { finding, strength, says } = judgeCatch(observe(more));
    expect({ finding, strength }).toEqual({ finding: "no-control", strength: undefined });
    expect(says).toContain("That shows nothing");
  });
});

describe("after the change", () => {
  test("as many aimed requests as the catch demands, and none failed: not caught any more", () => {
    const enough = aimedRequestsNeeded(control.aimed, 1);
    const { finding, says } = judgeCatch(observe({ aimed: none(enough), after: changed() }));
    expect(finding).toBe("not-caught");
    expect(says).toContain(
      "before the change 9 of 1,350 did. Not caught any more: it is 95 % sure",
    );
    const fewer = judgeCatch(observe({ aimed: none(enough - 1), after: changed() }));
    expect(fewer).toMatchObject({ finding: "not-enough", needed: 1 });
    expect(fewer.pending?.says).toBe(
      `${(enough - 1).toLocaleString("en-US")} of ${enough.toLocaleString("en-US")} aimed requests`,
    );
  });

  test("earlier looks since the same change count along", () => {
    const enough = aimedRequestsNeeded(control.aimed, 1);
    const more = { aimed: none(500), after: changed({ earlier: none(enough - 500) }) };
    expect(judgeCatch(observe(more)).finding).toBe("not-caught");
  });

  test("a further start asks for more", () => {
    expect(aimedRequestsNeeded(control.aimed, 2)).toBeGreaterThan(
      aimedRequestsNeeded(control.aimed, 1),
    );
  });

  test("the old rate: caught again", () => {
    const { finding, strength } = judgeCatch(observe({ after: changed() }));
    expect({ finding, strength }).toEqual({ finding: "caught", strength: "shown" });
  });

  test("without a catch from before, nothing caught shows nothing", () => {
    const { finding, says } = judgeCatch(
      observe({ aimed: none(9_000), after: changed({ control: null }) }),
    );
    expect(finding).toBe("no-control");
    expect(says).toContain("nothing was caught before the change");
  });

  test("under more traffic than then it is not comparable, under less it is", () => {
    const busy = observe({ aimed: none(9_000), load: 150, after: changed() });
    expect(judgeCatch(busy)).toMatchObject({ finding: "not-comparable" });
    expect(judgeCatch(busy).says).toContain("1.5 times the traffic");
    expect(judgeCatch({ ...busy, load: 60 }).finding).toBe("not-caught");
  });
});
