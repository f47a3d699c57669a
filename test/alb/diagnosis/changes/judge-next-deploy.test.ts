import { describe, expect, test } from "vitest";
import { type Deploy, findDeploys } from "../../../../src/alb/diagnosis/changes/deploys.ts";
import { judgeNextDeploy } from "../../../../src/alb/diagnosis/changes/judge-next-deploy.ts";
import { midnight, minute, minutes, windowOf } from "../../quiet-periods.ts";

const periods = (moves: readonly number[], failures: (index: number) => number) =>
  minutes(180, (index) => ({ moved: moves.includes(index), failures502: failures(index) }));
const read = (some: ReturnType<typeof periods>) => findDeploys(some, windowOf(some));

describe("deploys in the metrics", () => {
  test("are the minutes around changes of targets, up to six after the last one", () => {
    const [deploy, ...more] = read(periods([40, 43], () => 0));
    expect(more).toEqual([]);
    expect(deploy).toMatchObject({
      from: midnight + 38 * minute,
      to: midnight + 50 * minute,
      requests: 12_000,
      failed: false,
      over: true,
    });
  });

  test("fail when more requests fail than at other times", () => {
    const steady = read(periods([40, 120], (index) => (index % 4 === 0 ? 1 : 0)));
    expect(steady.map(({ failed }) => failed)).toEqual([false, false]);
    const hit = read(periods([40, 120], (index) => (index === 44 ? 9 : 0)));
    expect(hit.map(({ failed }) => failed)).toEqual([true, false]);
  });

  test("are not over while their last minutes are not read", () => {
    expect(read(periods([178], () => 0)).map(({ over }) => over)).toEqual([false]);
  });

  test("do not include all that follows a change of the number of targets for good", () => {
    const scaled = minutes(180, (index) => ({
      healthy: index < 100 ? 4 : 3,
      moved: index === 100,
    }));
    expect(findDeploys(scaled, windowOf(scaled))).toHaveLength(1);
  });
});

const deploy = (more: Partial<Deploy> = {}): Deploy => ({
  from: midnight,
  to: midnight + 9 * minute,
  requests: 9_000,
  failures: 0,
  failed: false,
  over: true,
  ...more,
});
const failed = deploy({ failures: 9, failed: true });
const times = (count: number, one: Deploy) => Array.from({ length: count }, () => one);

const judge = (before: readonly Deploy[], after: readonly Deploy[], changes = 1) =>
  judgeNextDeploy({
    now: midnight + 600 * minute,
    changes: Array.from({ length: changes }, () => midnight + 300 * minute),
    hostsKnown: true,
    before,
    after,
  });

describe("the next deploy as a retest", () => {
  test.each([
    ["no deploy since the change", judge(times(3, failed), []), "waiting"],
    ["one that is under way", judge(times(3, failed), [deploy({ over: false })]), "waiting"],
    ["one with hardly any traffic", judge(times(3, failed), [deploy({ requests: 90 })]), "waiting"],
    ["one that fails", judge(times(3, failed), [deploy(), failed]), "still-failing"],
    ["a single clean one", judge(times(3, failed), [deploy()]), "clean"],
    ["as many clean ones as failed before", judge(times(4, failed), times(4, deploy())), "fixed"],
    ["the same after a second change", judge(times(4, failed), times(4, deploy()), 2), "clean"],
    ["no failing deploy before", judge([deploy()], [deploy()]), "not-comparable"],
    ["no change", judge(times(3, failed), [deploy()], 0), "not-comparable"],
  ] as const)("%s: %s", (_, { finding }, expected) => expect(finding).toBe(expected));

  test("says how many more clean deploys would prove it", () => {
    // 3 of 3 failed before: with d clean ones the chance of luck is 1 / C(3 + d, d), below 4 % from d = 4.
    const { p, needed, says } = judge(times(3, failed), [deploy()]);
    expect([p, needed]).toEqual([0.25, 3]);
    expect(says).toContain("3 more clean deploys would prove it");
  });

  test("is said wrongly to be fixed in at most 5 % of incidents with nothing fixed, whenever someone looks", () => {
    let wrong = 0;
    let random = 1;
    const chance = () => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647;
    };
    for (let incident = 0; incident < 2_000; incident++) {
      const rate = 0.3 + 0.6 * chance();
      const draw = () => (chance() < rate ? failed : deploy());
      const before = Array.from({ length: 6 }, draw);
      const after: Deploy[] = [];
      for (let looks = 0; looks < 12; looks++) {
        after.push(draw());
        const { finding } = judge(before, after);
        if (finding === "fixed") wrong += 1;
        if (finding !== "clean") break;
      }
    }
    expect(wrong / 2_000).toBeLessThanOrEqual(0.05);
  });
});
