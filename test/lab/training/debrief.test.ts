import { describe, expect, it } from "vitest";
import { scenarioNamed } from "../../../lab/scenarios/index.ts";
import { debrief } from "../../../lab/training/debrief.ts";
import type { EventRead, FlowRead } from "../../../lab/training/handrail.ts";

const to = (target: string, label: string) => ({ label, to: target });
const flow: FlowRead = {
  steps: {
    confirmPattern: {
      title: "Confirm the 502 pattern",
      choices: {
        "connect-refused": to("connectionsRefused", "Targets refuse connections"),
        "keepalive-race": to("reviewBackend", "It fits: review the timeouts"),
        quiet: JSON.parse(
          '{ "label": "Quiet now: look again", "to": { "again": "confirmPattern", "then": "stuck" } }',
        ),
        relief: { ...to("stopTheBleeding", "Stop the bleeding first"), beside: true },
      },
    },
    connectionsRefused: {
      title: "Targets refuse connections",
      choices: { leave: to("elsewhere", "Close: it is handled elsewhere") },
    },
  },
  ends: { elsewhere: { title: "Handled elsewhere" }, leftOpen: { title: "Closed, not settled" } },
};

const started: EventRead = { at: 0, kind: "started" };
const chose = (at: number, step: string, choice: string, led?: EventRead["led"]): EventRead => ({
  ...{ at: at * 1_000, kind: "chosen", visit: `${step}#1`, choice },
  ...(led ? { led } : {}),
});
const saw = (probe: string, finding: string | null): EventRead => ({
  ...{ at: 1, kind: "observed", visit: "confirmPattern#1" },
  evidence: { probe: `${probe}@1`, finding },
});
const closed = { kind: "end", end: "elsewhere" };
const told = (...log: readonly EventRead[]) => debrief(scenarioNamed("connect-refused"), log, flow);

describe("the debrief of a training", () => {
  it("of a good walk has the time to the verdict and nothing to correct", () => {
    const walk = told(
      started,
      saw("alb.pattern", "connect-refused"),
      saw("alb.logs", "other-cause"),
      chose(95, "confirmPattern", "connect-refused"),
      chose(120, "connectionsRefused", "leave", closed),
    );
    expect(walk).toMatchObject({
      title: "Targets that refuse new connections",
      secondsToVerdict: 95,
      end: { reached: "Handled elsewhere", isRight: true },
      wrongTurns: [],
      unread: [],
    });
  });

  it("names a choice that led away, with the better one, and whether it was taken back", () => {
    const wrong = chose(10, "confirmPattern", "keepalive-race");
    const expected = {
      step: "Confirm the 502 pattern",
      chosen: "It fits: review the timeouts",
      better: "Targets refuse connections",
    };
    expect(told(started, wrong).wrongTurns).toMatchObject([{ ...expected, isUndone: false }]);
    const back: EventRead = { at: 11_000, kind: "wentBack", visit: "reviewBackend#1" };
    expect(told(started, wrong, back).wrongTurns).toMatchObject([{ ...expected, isUndone: true }]);
  });

  it("takes looking again and what relieves first for no wrong turn", () => {
    const walk = told(
      started,
      chose(5, "confirmPattern", "quiet"),
      chose(6, "confirmPattern", "relief"),
    );
    expect(walk.wrongTurns).toEqual([]);
  });

  it("names the evidence that nobody read, also where the look had failed", () => {
    const walk = told(started, saw("alb.pattern", "connect-refused"), saw("alb.logs", null));
    expect(walk.unread.map(({ probe }) => probe)).toEqual(["alb.logs"]);
    expect(walk.unread[0]?.says).toContain("-1");
  });

  it("of a run that never began says so", () => {
    expect(told()).toMatchObject({
      secondsToVerdict: null,
      end: { reached: null, isRight: false },
    });
  });
});
