import { describe, expect, test } from "vitest";
import {
  backendIdleSeconds,
  catchToCompare,
  controlCatch,
} from "../../../../src/alb/probes/catch/earlier-catches.ts";
import { contextOf, NOW, shopWeb, visitWith } from "../stage.ts";

const runWith = (more: Parameters<typeof contextOf>[1], facts: object = {}) =>
  contextOf({ ...shopWeb, ...facts }, more).context.run;

const look = (finding: string, numbers: object, at: number) => {
  const visit = visitWith("alb.catch@1", { ...numbers });
  return { ...visit, enteredAt: at, evidence: { ...visit.evidence, finding } };
};
const numbers = (k: number, more: object = {}) => ({
  ...{ aimed: { k, n: 1_000 }, idleSeconds: 6, burst: 150, load: 25, ...more },
});

describe("the idleness that is aimed at", () => {
  const links = [{ serverClosesSeconds: 6 }];
  const compared = visitWith("alb.timeouts@1", { links });
  const logs = visitWith("alb.logs@1", {
    gapHistogram: { timeout: { seconds: 5.02, low: 5, high: 5.1 } },
  });
  const measured = visitWith("keepalive.measure@1", { closes: { how: "measured", seconds: 5.01 } });

  test("is the answer given here, else what was measured, seen in logs, or compared", () => {
    const visits = [compared, logs, measured];
    expect(backendIdleSeconds({ closes: 4 }, runWith({ visits }))).toBe(4);
    expect(backendIdleSeconds({}, runWith({ visits }))).toBe(5.01);
    expect(backendIdleSeconds({}, runWith({ visits: [compared, logs] }))).toBe(5.02);
    expect(backendIdleSeconds({}, runWith({ visits: [compared] }))).toBe(6);
    expect(
      backendIdleSeconds({}, runWith({ visits: [{ ...compared, superseded: true }] })),
    ).toBeNull();
  });
});

describe("the control", () => {
  const caught = look("caught", numbers(9), NOW - 100);

  test("is the newest catch before the last change", () => {
    const later = look("caught", numbers(4), NOW - 10);
    expect(controlCatch(runWith({ visits: [caught, later], changes: [NOW - 50] }))).toMatchObject({
      aimed: { failures: 9, requests: 1_000 },
      ...{ idleSeconds: 6, burst: 150, load: 25 },
    });
    const again = runWith({ visits: [caught, later], changes: [NOW - 50, NOW] });
    expect(controlCatch(again)?.aimed.failures).toBe(4);
  });

  test("is none where nothing was caught, where it was taken back, and before any change", () => {
    const none = look("no-control", numbers(1), NOW - 100);
    expect(controlCatch(runWith({ visits: [none], changes: [NOW] }))).toBeNull();
    const taken = { ...caught, superseded: true };
    expect(controlCatch(runWith({ visits: [taken], changes: [NOW] }))).toBeNull();
    expect(controlCatch(runWith({ visits: [caught] }))).toBeNull();
  });

  test("is held against all looks since the same start, and each start that was looked at is paid for", () => {
    const after = look("not-enough", numbers(0, { start: NOW }), NOW + 10);
    const other = look("not-enough", numbers(2, { start: NOW - 50 }), NOW - 40);
    const run = runWith({ visits: [caught, other, after], changes: [NOW - 50, NOW] });
    expect(catchToCompare(run, controlCatch(run))).toMatchObject({
      attempt: 2,
      earlier: { requests: 1_000, failures: 0 },
    });
  });
});
