import { expect, test } from "vitest";
import type { Scene } from "../../../../lab/alb/past.ts";
import { contextOf, lookBy, MINUTE, NOW, options, shopWeb, stage } from "../stage.ts";

const changed = NOW - 90 * MINUTE;
const isDuring = (starts: readonly number[], at: number) =>
  starts.some((start) => at >= start && at < start + 3 * MINUTE);

/** One host leaves for three minutes at each of the times; requests fail at the times in `failing`. */
const deploys = (times: readonly number[], failing: readonly number[]): Scene => ({
  hosts: (at) => (isDuring(times, at) ? 1 : 2),
  answers: (_, at) => (isDuring(failing, at) ? { elb502: 4 } : {}),
});

const before = [170, 140, 110].map((minutes) => NOW - minutes * MINUTE);
const after = NOW - 40 * MINUTE;

async function look(scene: Scene, changes: readonly number[] = [changed]) {
  const { accountFor } = await stage(scene);
  return lookBy("alb.next-deploy", { accountFor, options })(
    contextOf(shopWeb, { changes }).context,
  );
}

test.each([
  ["a clean deploy after three that failed", "clean", deploys([...before, after], before)],
  ["one that fails again", "still-failing", deploys([...before, after], [...before, after])],
  ["none yet", "waiting", deploys(before, before)],
  ["deploys that never failed", "not-comparable", deploys([...before, after], [])],
])("%s in the practice account: %s", async (_, finding, scene) => {
  expect(await look(scene)).toMatchObject({ finding, probe: "alb.next-deploy@1" });
});

test("without a marked change nothing is compared", async () => {
  expect((await look(deploys(before, before), [])).finding).toBe("not-comparable");
});

test("the numbers hold each deploy, the chance of luck and how many more would prove it", async () => {
  const { numbers } = await look(deploys([...before, after], before));
  expect(numbers).toMatchObject({ p: 0.25, needed: 3 });
  expect(numbers.before).toHaveLength(3);
  expect(numbers.after).toHaveLength(1);
});

test("the deregistration delay is read and held against what was answered", async () => {
  const { accountFor, practice } = await stage();
  const facts = {
    ...shopWeb,
    gracePeriod: 30,
    preStop: 20,
    readinessGate: "Yes",
    closesIdle: "Yes",
  };
  const see = lookBy("alb.drain", { accountFor });
  const evidence = await see(contextOf(facts).context);
  expect(evidence).toMatchObject({ finding: "too-short", probe: "alb.drain@1" });
  expect(evidence.says).toContain("300 s");
  expect((await see(contextOf({ ...facts, gracePeriod: 330 }).context)).finding).toBe("fits");
  practice.faults.deny("elasticloadbalancing:DescribeTargetGroupAttributes");
  const unread = await see(contextOf(facts).context);
  expect(unread.finding).toBeNull();
  expect(unread.details.join(" ")).toContain("access denied");
});
