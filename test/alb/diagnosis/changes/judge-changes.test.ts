import { describe, expect, test } from "vitest";
import type { Period } from "../../../../src/alb/counts/period.ts";
import {
  type ChangeMade,
  type ChangesObservation,
  judgeChanges,
} from "../../../../src/alb/diagnosis/changes/judge-changes.ts";
import { midnight, minute, minutes, windowOf } from "../../quiet-periods.ts";

const made = (at: number, kind: ChangeMade["kind"], what = "did it"): ChangeMade => ({
  at: midnight + at * minute,
  kind,
  what,
  who: "deployer (alice)",
});
const exchange = [
  made(40, "register"),
  made(41, "deregister"),
  made(130, "register"),
  made(131, "deregister"),
];
const failing = (...at: readonly number[]) =>
  minutes(180, (index) => (at.includes(index) ? { failures502: 9, moved: true } : {}));

const observe = (
  periods: readonly Period[],
  changes: readonly ChangeMade[] | null,
): ChangesObservation => ({ window: windowOf(periods), periods, made: changes, unread: [] });

const onset = minutes(180, (index) => ({ failures502: index >= 90 && index % 3 === 0 ? 1 : 0 }));

describe("what changed near the failures", () => {
  test.each([
    ["targets exchanged while requests fail", "deploy", observe(failing(42, 132), exchange)],
    ["a listener moved to other targets", "deploy", observe(failing(42), [made(41, "routing")])],
    ["targets taken away", "scaled", observe(failing(42), [made(41, "deregister")])],
    [
      "a setting that changed before the failures began",
      "settings-changed",
      observe(onset, [made(80, "settings", "set idle_timeout.timeout_seconds=400")]),
    ],
    [
      "a setting that changed after the failures began",
      "settings-changed",
      observe(onset, [made(150, "settings")]),
    ],
    ["targets that come and go by themselves", "crashing", observe(failing(42, 132), [])],
    ["nothing at all", "none", observe(minutes(180), [])],
    ["nothing, where CloudTrail was not read", "unclear", observe(minutes(180), null)],
    ["moves, where CloudTrail was not read", "unclear", observe(failing(42), null)],
  ] as const)("%s: %s", (_, finding, observation) => {
    expect(judgeChanges(observation).finding).toBe(finding);
  });

  test("it is a diagnosis only where the failures come with it", () => {
    expect(judgeChanges(observe(failing(42, 132), exchange)).strength).toBe("possible");
    expect(judgeChanges(observe(onset, exchange)).strength).toBeUndefined();
    expect(judgeChanges(observe(onset, [made(80, "settings")])).strength).toBe("possible");
    expect(judgeChanges(observe(onset, [made(150, "settings")])).strength).toBeUndefined();
  });

  test("a setting that preceded the failures comes before targets that were exchanged", () => {
    const both = [...exchange, made(85, "settings", "set idle_timeout.timeout_seconds=400")];
    const { finding, says } = judgeChanges(observe(onset, both));
    expect(finding).toBe("settings-changed");
    expect(says).toContain("deployer (alice) set idle_timeout.timeout_seconds=400 at 01:25 UTC");
  });

  test("who did what, and when, is said", () => {
    const { says, details } = judgeChanges(observe(failing(42, 132), exchange));
    expect(says).toContain("by deployer (alice), 4 calls, the last at 02:11 UTC");
    expect(details[0]).toBe("00:40 UTC: deployer (alice) did it.");
  });
});
