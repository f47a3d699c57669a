import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postmortem, type SectionName } from "../../src/postmortem/postmortem.ts";
import type { Run } from "../../src/run/run.ts";
import type { Word } from "../../src/run/sentence.ts";
import {
  changed,
  chose,
  diagnosed,
  did,
  flow,
  observed,
  resolved,
  started,
} from "../slack/messages/runs.ts";
import { walk } from "../slack/messages/walks.ts";

const text = (words: readonly Word[]) =>
  words
    .map((word) => (typeof word === "string" ? word : "person" in word ? word.person : "@"))
    .join("");

/** The sentences of a section. */
const says = (run: Run, name: SectionName): readonly string[] =>
  (postmortem(flow, run).sections.find((section) => section.name === name)?.sentences ?? []).map(
    ({ words }) => text(words),
  );

describe("any postmortem", () => {
  it("traces every sentence to events of the log", () => {
    fc.assert(
      fc.property(walk, ({ flow: walked, run }) => {
        for (const { sentences, name } of postmortem(walked, run).sections) {
          expect(sentences.length, name).toBeGreaterThan(0);
          for (const { events, words } of sentences) {
            expect(events.length, text(words).slice(0, 200)).toBeGreaterThan(0);
            for (const index of events) expect(run.log[index], name).toBeDefined();
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says of evidence only what the events it names hold", () => {
    const mark = (n: number) => `evidence-${n}-was-seen`;
    fc.assert(
      fc.property(walk, ({ flow: walked, run }) => {
        const marked = withMarks(run, mark);
        for (const { sentences } of postmortem(walked, marked).sections) {
          for (const { events, words } of sentences) {
            const told = [...text(words).matchAll(/evidence-(\d+)-was-seen/g)].map(([, n]) =>
              Number(n),
            );
            expect(events).toEqual(expect.arrayContaining(told));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("does not change when it is published", () => {
    const published = did(resolved(), { kind: "publish" }, "U0CY");
    expect(postmortem(flow, published)).toEqual(postmortem(flow, resolved()));
  });
});

describe("the postmortem of a fixed incident", () => {
  it("sums up the start, the cause, the last retest and the close", () => {
    const summary = says(resolved(), "summary");
    expect(summary[0]).toBe(
      "U0ANA started “ALB returns intermittent 502s” for orders-alb (eu-west-1) at @.",
    );
    expect(summary[1]).toContain("12 of 240,000 requests failed");
    expect(summary[2]).toBe("nginx closes after 5 s, and the load balancer keeps 60 s.");
    expect(summary[3]).toContain("The last retest: 0 of 90,000 requests failed");
    expect(summary[4]).toMatch(/U0ANA closed the run as resolved at @, after \d+ minutes/);
  });

  it("gives the impact in the numbers that were read", () => {
    expect(says(resolved(), "impact")[0]).toContain("12 of 240,000 requests failed (0.005 %)");
  });

  it("says how sure the cause is, and what was decided on it", () => {
    const cause = says(resolved(), "cause");
    expect(cause[0]).toBe("nginx closes after 5 s, and the load balancer keeps 60 s.");
    expect(cause.join()).toContain("This is possible: the metrics fit, nothing proves it.");
    expect(cause).toContain(
      "U0ANA decided on it: “It fits behind the proxy: review the timeouts”.",
    );
    expect(cause).toContain("nginx closes after 5 s, and the load balancer keeps 60 s.");
  });

  it("lists each value that changed, and who stated that it is rolled out", () => {
    expect(says(resolved(), "change")).toEqual([
      "At @, U0ANA stated “Rolled out everywhere” at “Align the timeouts”.",
      "Server 1: nginx closes idle connections after 5 s (read, nginx.conf:12); later nginx closes idle connections after 75 s (read, nginx.conf:12).",
      "The load balancer's idle timeout was 60 s at first, later 50 s.",
    ]);
  });

  it("leaves out a statement that someone took back by going back", () => {
    const back = did(changed(), { kind: "back", visit: "retest#1" }, "U0BOB");
    expect(says(back, "change").join()).not.toContain("Rolled out");
  });

  it("tells retests before the change from those after it", () => {
    expect(says(resolved(), "retests")).toEqual([
      "After the change, at @: 0 of 90,000 requests failed since the change, 12 of 240,000 before.",
    ]);
  });

  it("tells retests in a row that saw the same as one", () => {
    const seen = { finding: "not-enough", says: "Not enough yet." };
    const once = observed(changed(), seen);
    const again = observed(did(once, { kind: "lookAgain", visit: "retest#1" }), seen);
    expect(says(again, "retests")).toEqual([
      "After the change, 2 times between @ and @: Not enough yet.",
    ]);
  });

  it("names the owner of each follow-up, and those that nobody has", () => {
    const followUps = says(resolved(), "followUps");
    expect(followUps[0]).toMatch(/^Review the timeouts as one path.*: done at @ by U0ANA\.$/);
    expect(followUps[1]).toMatch(/: open\. Nobody has it\.$/);
    expect(followUps[3]).toMatch(/^Alarm on.*: open\. Owner: U0BOB\.$/);
  });

  it("names who took part, and not the bot", () => {
    const participants = says(resolved(), "participants");
    expect(participants.map((line) => line.split(":")[0])).toEqual(["U0ANA", "U0BOB"]);
  });
});

describe("a postmortem of what is not known", () => {
  it("is truthful for a run that was stopped at once", () => {
    const run = did(started(), { kind: "stop", reason: "Wrong channel" }, "U0BOB");
    expect(says(run, "summary")).toContain("The reason: Wrong channel.");
    expect(says(run, "impact")).toEqual(["The impact is not known: nothing was measured."]);
    expect(says(run, "cause")).toEqual(["The cause is not known: no evidence named one."]);
    expect(says(run, "change")).toEqual(["No change is recorded."]);
    expect(says(run, "retests")).toEqual(["No retest is recorded."]);
    expect(says(run, "ruledOut")).toEqual(["Nothing is recorded as ruled out."]);
    expect(JSON.stringify(postmortem(flow, run))).not.toMatch(/as resolved|race/);
  });

  it("says that the change is unproven when no retest followed it", () => {
    const run = did(changed(), { kind: "stop", reason: "Enough" });
    expect(says(run, "unknowns")).toContain(
      "Whether the change helped is not known: no retest was made after it.",
    );
    expect(says(resolved(), "unknowns").join()).not.toContain("Whether the change helped");
  });

  it("repeats why AWS could not be read", () => {
    const run = observed(started(), {
      finding: null,
      says: "AccessDenied on DescribeTargetHealth.",
    });
    expect(says(run, "unknowns")[0]).toBe("At @: AccessDenied on DescribeTargetHealth.");
    expect(says(run, "impact")[0]).toContain("AccessDenied on DescribeTargetHealth.");
  });

  it("names skipped steps with their reasons", () => {
    const run = did(diagnosed(), { kind: "skip", visit: "confirmPattern#1", reason: "No time" });
    expect(says(run, "unknowns")).toContain(
      "U0ANA skipped “Confirm the 502 pattern”. The reason: No time.",
    );
  });
});

describe("what was ruled out", () => {
  it("names a recommendation that was refused, with the reason", () => {
    const run = chose(diagnosed(), "deploy", "We deployed", "U0BOB");
    expect(says(run, "ruledOut")).toEqual([
      "U0BOB chose “Changes of targets: see who made them” over “It fits behind the proxy: review the timeouts”. The reason: We deployed.",
    ]);
  });

  it("names an earlier look that a later one replaced", () => {
    const again = did(diagnosed(), { kind: "lookAgain", visit: "confirmPattern#1" });
    const run = observed(again, { finding: "deploy", strength: "possible", says: "Deploys." });
    expect(says(run, "ruledOut")[0]).toContain("12 of 240,000 requests failed");
    expect(says(run, "ruledOut")[0]).toContain("A later look replaced it.");
  });

  it("names no cause that the access logs took back, and tells it among what it was not", () => {
    const race = { finding: "keepalive-race", strength: "possible", says: "A race." } as const;
    const read = chose(observed(started(), race), "keepalive-race");
    const takesBack = [{ probe: "alb.pattern", why: "The access logs name another cause." }];
    const killed = {
      finding: "killed-mid-request",
      strength: "likely",
      says: "Killed.",
      takesBack,
    } as const;
    const run = observed(read, killed);
    expect(says(run, "cause").join()).toContain("Killed. This is likely: more failures");
    expect(says(run, "cause").join()).not.toContain("A race.");
    expect(says(run, "ruledOut")).toContain(
      "At @ it looked different: A race. The access logs name another cause.",
    );
    const shown = observed(read, { finding: "mixed", strength: "shown", says: "Shown." });
    expect(says(shown, "cause").join()).toContain("A race. This is possible");
  });

  it("names a description that a measurement took back, though it was no diagnosis", () => {
    const reviewed = chose(observed(started(), { finding: "unclear" }), "inner-hop-race", "Known");
    const path = did(reviewed, {
      kind: "answer",
      visit: "reviewBackend#1",
      answers: { path: [{ kind: "nginx", closes: { kind: "seconds", seconds: 75 } }] },
    });
    const compared = observed(path, { finding: "long-enough", says: "In order." });
    const measuring = chose(compared, "measure");
    const takesBack = [{ probe: "alb.timeouts", why: "The targets do otherwise" }];
    const run = observed(measuring, { finding: "too-short", says: "Too short.", takesBack });
    expect(says(run, "cause").join()).not.toContain("In order.");
    expect(says(run, "ruledOut")).toContain(
      "At @ it looked different: In order. The targets do otherwise.",
    );
  });

  it("names what a probe excluded", () => {
    const ruledOut = ["No target changed near the failures."];
    const run = observed(started(), {
      finding: "tls",
      strength: "possible",
      says: "TLS.",
      ruledOut,
    });
    expect(says(run, "ruledOut")).toEqual(["No target changed near the failures."]);
  });
});

/** The same run, with each evidence sentence naming the event that brought it. */
function withMarks(run: Run, mark: (index: number) => string): Run {
  const log = run.log.map((event, index) =>
    event.kind === "observed"
      ? { ...event, evidence: { ...event.evidence, says: mark(index), details: [], numbers: {} } }
      : event,
  );
  return { ...run, log };
}
