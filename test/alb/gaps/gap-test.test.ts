import { expect, it } from "vitest";
import {
  type Controls,
  type GapEvidence,
  gapTest,
  type IdleWindow,
} from "../../../src/alb/gaps/gap-test.ts";

const controls = (hits: number, expected: number, failures = 44): Controls => ({
  failures,
  hits,
  expected,
  controls: 800,
});

const window = (more: Partial<IdleWindow> = {}): IdleWindow => ({
  from: 4.98,
  to: 5.02,
  lags: { mean: 4.999, least: 4.985, most: 5.001 },
  near: controls(41, 3),
  url: controls(41, 3),
  client: controls(41, 3),
  around: 0.06,
  beside: { mean: 3, windows: 100 },
  rival: 7,
  ...more,
});

const evidence = (windows: readonly IdleWindow[], failures = 44): GapEvidence => ({
  failures,
  thinned: failures,
  before: failures,
  controls: 800,
  perSecond: 0.001,
  windows,
});

it("shows the race where 41 of 44 failures follow 5 s of idleness, by chance 3", () => {
  const result = gapTest(evidence([window()]));
  expect(result).toMatchObject({ verdict: "shown", timeout: { seconds: 5 } });
  expect(result.says).toBe("41 of 44 failures hit a connection idle for 5 s; chance gives 3.");
  expect(result.chance).toBeLessThan(1e-12);
});

it("takes the clearest of several windows", () => {
  const wide = window({ from: 4.5, to: 5.5, near: controls(42, 20) });
  expect(gapTest(evidence([wide, window()])).hits).toBe(41);
});

it("says none where a cluster is no clearer than the best of a whole scan", () => {
  expect(gapTest(evidence([window({ near: controls(8, 2) })])).verdict).toBe("none");
});

it("is stricter the more target groups are tested", () => {
  const close = [window({ near: controls(14, 2.2) })];
  const [alone, among] = [gapTest(evidence(close)), gapTest(evidence(close), 20)];
  expect(among.chance).toBeCloseTo(alone.chance * 20, 9);
});

it("blames a URL that is asked for at this interval", () => {
  const result = gapTest(evidence([window({ url: controls(41, 39) })]));
  expect(result).toMatchObject({
    verdict: "repeats",
    says: expect.stringContaining("the same URLs"),
  });
});

it("blames a client that asks at this interval", () => {
  expect(gapTest(evidence([window({ client: controls(41, 39) })])).verdict).toBe("repeats");
});

it("does not listen to a handful of controls of a kind", () => {
  const few = { failures: 3, hits: 3, expected: 3, controls: 3 };
  expect(gapTest(evidence([window({ client: few })])).verdict).toBe("shown");
});

it("blames traffic that repeats itself as a whole", () => {
  const result = gapTest(evidence([window({ near: controls(41, 12), around: 0.02 })]));
  expect(result).toMatchObject({
    verdict: "repeats",
    says: expect.stringContaining("requests in general"),
  });
});

it("does not blame a race where the same failures follow other lengths as often", () => {
  const clocked = window({
    near: controls(32, 0, 95),
    beside: { mean: 31, windows: 50 },
    rival: 36,
  });
  expect(gapTest(evidence([clocked], 95)).verdict).toBe("none");
  const alias = window({ rival: 40 });
  expect(gapTest(evidence([alias]))).toMatchObject({
    verdict: "repeats",
    says: expect.stringContaining("idle for other times as often"),
  });
});

it("takes no gap for the race that is longer than the load balancer keeps a connection", () => {
  const lags = { mean: 112.7, least: 112.69, most: 112.71 };
  const long = [window({ from: 112.68, to: 112.72, lags })];
  expect(gapTest(evidence(long), 1, 60)).toMatchObject({
    verdict: "beyond-idle",
    says: expect.stringContaining("closes its own connections once they are idle for 60 s"),
  });
  expect(gapTest(evidence(long)).says).toContain("only if its idle timeout is above 112 s");
  expect(gapTest(evidence(long), 1, 120).verdict).toBe("shown");
});

it("says which lengths it did not look at, unless the load balancer keeps no connection for so long", () => {
  const none = (idle: number | null) => gapTest(evidence([], 80), 1, idle).says;
  expect(none(60)).not.toContain("not looked at");
  expect(none(905)).toContain("up to the 905 s");
  expect(none(null)).toContain("Longer ones, as a load balancer with a longer idle timeout");
});

it("says that it looked no further also where the failures are too few", () => {
  const { verdict, says } = gapTest(evidence([], 4), 1, 905);
  expect(verdict).toBe("too-few");
  expect(says).toContain("up to the 905 s");
  expect(gapTest(evidence([], 4), 1, 60).says).not.toContain("not looked at");
});

it("rules nothing out where a swept timer would not show", () => {
  const at = (perSecond: number, failures = 400) =>
    gapTest({ ...evidence([], failures), perSecond }, 1, 60);
  expect(at(0.001).verdict).toBe("none");
  expect(at(1.5)).toMatchObject({ verdict: "weak", needed: null });
  expect(at(1.5).says).toContain(
    "a response every 0.67 s from one target to one node, a timer that closes connections in a band shows not at all",
  );
  expect(at(0, 18).verdict).toBe("weak");
  expect(at(0, 18).says).toMatch(/among 18 failures, a timer .* only if \d\d % of them follow it/);
});

it("says a band as a band", () => {
  const lags = { mean: 2.4, least: 2.01, most: 2.74 };
  const { says } = gapTest(evidence([window({ from: 2, to: 2.88, lags })]));
  expect(says).toContain("idle for 2.01 to 2.74 s");
});

it("says which lengths it did not look at, and offers the measurement", () => {
  const { says } = gapTest(evidence([], 44), 1, 905);
  expect(says).toContain("up to the 905 s");
  expect(says).toContain("handrail measure");
  expect(gapTest(evidence([], 44), 1, 60).says).not.toContain("not looked at");
});

it("says too few where even a perfect cluster would prove nothing", () => {
  expect(gapTest(evidence([], 4)).verdict).toBe("too-few");
  expect(gapTest({ ...evidence([], 6), controls: 6 }).verdict).toBe("too-few");
  expect(gapTest(evidence([], 44)).verdict).toBe("none");
});
