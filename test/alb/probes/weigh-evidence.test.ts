import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Evidence, Strength } from "#flow";
import { combineVerdicts } from "../../../src/alb/commands/diagnose/verdict.ts";
import { verdictsAgree } from "../../../src/alb/diagnosis/weighing/overrules.ts";
import { readEarlierFindings } from "../../../src/alb/probes/relief/earlier-findings.ts";
import {
  timeoutsStrength,
  weighAgainstEarlier,
  weighWith,
} from "../../../src/alb/probes/weigh-evidence.ts";
import { evidence } from "../../engine/runs.ts";

const look = (
  probe: string,
  finding: string,
  strength?: Strength,
  numbers: Evidence["numbers"] = {},
): Evidence => ({
  ...evidence(finding),
  ...{ probe: `${probe}@1`, says: `${probe} says ${finding}.`, facts: null, numbers },
  ...(strength === undefined ? {} : { strength }),
});
const visit = (one: Evidence) => ({ evidence: one, superseded: false });
const path = (...verdicts: readonly string[]) =>
  look("alb.timeouts", verdicts[0] ?? "unknown", undefined, {
    links: verdicts.map((verdict) => ({ verdict })),
  });

const race = look("alb.pattern", "keepalive-race", "possible");
const shown = look("alb.logs", "keepalive-race", "shown");
const killed = look("alb.logs", "killed-mid-request", "likely");
const deploy = look("alb.changes", "deploy", "possible");

const metrics = fc.constantFrom(
  race,
  look("alb.pattern", "inner-hop-race", "possible"),
  look("alb.pattern", "deploy", "possible"),
  look("alb.pattern", "tls", "possible"),
  look("alb.pattern", "target-error", "possible"),
  look("alb.pattern", "unclear"),
  look("alb.pattern", "quiet"),
);
const logs = fc.constantFrom(
  null,
  shown,
  killed,
  look("alb.logs", "mixed", "shown"),
  look("alb.logs", "target-error", "likely"),
  look("alb.logs", "unclear"),
  look("alb.logs", "too-few"),
);
const changes = fc.constantFrom(deploy, look("alb.changes", "none"));
const timeouts = fc.constantFrom(
  null,
  path("too-short"),
  path("long-enough"),
  path("unknown", "tie"),
  path("long-enough", "long-enough"),
);

test("whoever asks gets the same answer: the verdict, the relief, the strength of a link", () => {
  fc.assert(
    fc.property(metrics, logs, changes, timeouts, (pattern, read, made, compared) => {
      const all = [pattern, made, ...(read ? [read] : []), ...(compared ? [compared] : [])];
      const visits = all.map(visit);
      const { cause, strength, link } = weighWith(visits);
      const combined = combineVerdicts({ pattern, changes: made, logs: read, timeouts: compared });
      expect(readEarlierFindings(visits).suspected).toBe(cause);
      if (cause !== null) {
        expect(verdictsAgree(cause, combined.verdict)).toBe(true);
        expect(combined.strength).toBe(strength);
      } else expect(combined.strength).toBeNull();
      const verdicts = ((compared?.numbers.links ?? []) as { verdict: "tie" }[]).map(
        ({ verdict }) => verdict,
      );
      expect(timeoutsStrength(verdicts, visits).strength).toBe(link);
    }),
    { numRuns: 300 },
  );
});

describe("a look beside what was seen before", () => {
  const beside = (one: Evidence, ...before: readonly Evidence[]) =>
    weighAgainstEarlier(sourceOf(one), one, before.map(visit));

  test("logs that name another cause take the metrics back", () => {
    expect(beside(killed, race).takesBack).toMatchObject([{ probe: "alb.pattern" }]);
    expect(beside(shown, race).takesBack).toBeUndefined();
  });

  test("changes that come with the failures take a suspected race back, and say so", () => {
    const { takesBack, contradictions } = beside(deploy, race);
    expect(takesBack).toMatchObject([{ probe: "alb.pattern" }]);
    expect(contradictions?.join()).toContain("changes come with the failures");
    const raised = look("alb.changes", "settings-changed", "possible", {
      changes: [
        { at: 1, kind: "settings", what: "set idle_timeout.timeout_seconds=120", who: "a" },
      ],
    });
    expect(beside(raised, race).takesBack).toBeUndefined();
  });

  test("a measurement takes a description back, and the description's race with it where there was none", () => {
    const measured = look("keepalive.measure", "long-enough");
    expect(beside(measured, race, path("too-short")).takesBack).toMatchObject([
      { probe: "alb.timeouts" },
    ]);
    expect(beside(measured, race, path("unknown")).takesBack).toMatchObject([
      { probe: "alb.pattern" },
    ]);
    expect(beside(measured, shown, path("unknown")).contradictions).toHaveLength(1);
  });

  test("an order that was set right takes nothing back of the time before", () => {
    const mended = beside(path("long-enough"), race, shown, path("too-short"));
    expect(mended).not.toHaveProperty("takesBack");
    expect(mended).not.toHaveProperty("contradictions");
    const proven = look("keepalive.measure", "long-enough");
    expect(beside(proven, race, path("too-short"), path("long-enough"))).not.toHaveProperty(
      "takesBack",
    );
  });

  test("a contradiction is said once, by the look that makes it", () => {
    const first = beside(path("long-enough"), shown);
    expect(first.contradictions).toHaveLength(1);
    expect(beside(path("long-enough"), shown, path("long-enough"))).not.toHaveProperty(
      "contradictions",
    );
  });

  test("a newer look that is the weaker one says so", () => {
    expect(beside(race, killed).contradictions?.join()).toContain("speaks against this");
  });
});

const sourceOf = ({ probe }: Evidence) =>
  probe.startsWith("alb.logs")
    ? "logs"
    : probe.startsWith("alb.changes")
      ? "changes"
      : probe.startsWith("alb.timeouts")
        ? "timeouts"
        : probe.startsWith("alb.pattern")
          ? "metrics"
          : "measurement";
