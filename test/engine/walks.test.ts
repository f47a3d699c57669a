import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Flow } from "#flow";
import { flows } from "../../flows/index.ts";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import { effectsBetween } from "../../src/run/effects.ts";
import { HandrailError } from "../../src/run/errors.ts";
import type { Happening } from "../../src/run/event.ts";
import { foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { small } from "../language/flows.ts";
import { fields } from "../probes.ts";
import { after, begun, evidence } from "./runs.ts";

/** What the world does next, by dice: an act of a person, or a probe that comes back. */
interface Roll {
  readonly kind: Act["kind"] | "observe";
  readonly pick: number;
  readonly stale: boolean;
}

const kinds = [
  "choose",
  "choose",
  "choose",
  "observe",
  "observe",
  "answer",
  "answerAgain",
  "lookAgain",
  "cancel",
  "back",
  "skip",
  "note",
  "takeOver",
  "snooze",
  "park",
  "unpark",
  "retry",
  "publish",
] as const;
const roll: fc.Arbitrary<Roll> = fc.record({
  kind: fc.constantFrom(...kinds),
  pick: fc.nat(99),
  stale: fc.boolean(),
});
const rolls = fc.array(roll, { maxLength: 60 });
const walkable = new Map([small, ...flows].map((one) => [one.id, one]));
const flow = fc.constantFrom(...walkable.keys());

describe("any walk of any flow", () => {
  it("folds to the same run event by event and at once", () => {
    fc.assert(
      fc.property(flow, rolls, (id, dice) => {
        const walked = walkable.get(id) ?? small;
        const run = dice.reduce((now, die) => step(walked, now, die), begun(walked));
        expect(foldLog(JSON.parse(JSON.stringify(run.log)))).toEqual(run);
      }),
    );
  });

  it("stands at a step of its flow with a way forward, or is closed at an end", () => {
    fc.assert(
      fc.property(flow, rolls, (id, dice) => {
        const walked = walkable.get(id) ?? small;
        const run = dice.reduce((now, die) => step(walked, now, die), begun(walked));
        const { step: name } = currentVisit(run);
        expect(Object.keys(walked.steps)).toContain(name);
        if (run.ending) expect(["stopped", ...Object.keys(walked.ends)]).toContain(run.ending.end);
        else
          expect(() => decideEvent(walked, run, skip(run), { by: "UANA", fields })).not.toThrow();
      }),
    );
  });

  it("only ever adds to its log, and never changes a visit that is over", () => {
    fc.assert(
      fc.property(flow, rolls, (id, dice) => {
        const walked = walkable.get(id) ?? small;
        let run = begun(walked);
        for (const die of dice) {
          const next = step(walked, run, die);
          expect(next.log.slice(0, run.log.length)).toEqual(run.log);
          const settled = ({ visits }: Run) =>
            visits.slice(0, run.visits.length - 1).map(({ superseded: _, ...visit }) => visit);
          expect(settled(next)).toEqual(settled(run));
          run = next;
        }
      }),
    );
  });

  it("asks for a look exactly when a visit begins to look", () => {
    fc.assert(
      fc.property(flow, rolls, (id, dice) => {
        const walked = walkable.get(id) ?? small;
        let run = begun(walked);
        for (const die of dice) {
          const next = step(walked, run, die);
          if (next === run) continue;
          const asks = effectsBetween(walked, run, next).some(({ kind }) => kind === "probe");
          const visit = currentVisit(next);
          const before = run.visits.find(({ id }) => id === visit.id);
          const retried = next.log.at(-1)?.kind === "retried";
          const begins = visit.state === "looking" && (before?.state !== "looking" || retried);
          expect(asks).toBe(begins);
          run = next;
        }
      }),
    );
  });

  it("takes no answer of an earlier visit or another step for what a visit must know", () => {
    fc.assert(
      fc.property(flow, rolls, (id, dice) => {
        const walked = walkable.get(id) ?? small;
        const run = dice.reduce((now, die) => step(walked, now, die), begun(walked));
        const untold = run.log.filter((event, index) => {
          if (event.kind !== "observed" && event.kind !== "chosen") return false;
          const place = run.visits.findIndex((visit) => visit.id === event.visit);
          const asked = Object.values(walked.steps[run.visits[place]?.step ?? ""]?.ask ?? {});
          if (!asked.some(({ optional }) => !optional)) return false;
          const since = run.visits[entered(run, place)]?.event ?? 0;
          return !run.log.slice(since + 1, index).some(({ kind }) => kind === "answered");
        });
        expect(untold).toEqual([]);
      }),
    );
  });
});

/** The visit at which the step of this one was entered, before it was answered again or looked at again. */
function entered({ visits, log }: Run, place: number): number {
  const by = log[visits[place]?.event ?? 0]?.kind;
  return by === "answered" || by === "lookedAgain"
    ? entered({ visits, log } as Run, place - 1)
    : place;
}

const skip = (run: Run): Act => ({ kind: "skip", visit: currentVisit(run).id, reason: "No time" });

function step(walked: Flow, run: Run, die: Roll): Run {
  try {
    const by = die.pick % 2 === 0 ? "UANA" : "UBEN";
    return after(run, happening(walked, run, die, by), by);
  } catch (error) {
    if (error instanceof HandrailError) return run;
    throw error;
  }
}

function happening(walked: Flow, run: Run, die: Roll, by: string): Happening {
  const visit = currentVisit(run);
  const choices = Object.keys(walked.steps[visit.step]?.choices ?? {});
  const choice = choices[die.pick % choices.length] ?? "";
  if (die.kind !== "observe")
    return decideEvent(walked, run, act(run, die, choice), { by, fields });
  // A probe that comes back to a visit which is not looking is refused by the worker.
  if (visit.state !== "looking") return { kind: "noted", text: "no look" };
  return { kind: "observed", visit: visit.id, startedAt: 0, evidence: evidence(choice) };
}

function act(run: Run, { kind, pick, stale }: Roll, choice: string): Act {
  const visit = stale && pick % 5 === 0 ? "gone#1" : currentVisit(run).id;
  const path = [{ kind: "nginx", closes: { how: "unknown" } }] as const;
  const all = {
    choose: { kind: "choose", visit, choice, reason: "So it is", answers: { more: "More" } },
    answer: { kind: "answer", visit, answers: { cause: "race", path } },
    answerAgain: { kind: "answerAgain", visit },
    lookAgain: { kind: "lookAgain", visit },
    cancel: { kind: "cancel", visit },
    back: { kind: "back", visit },
    skip: { kind: "skip", visit, reason: "No time" },
    note: { kind: "note", text: "Noted" },
    takeOver: { kind: "takeOver" },
    snooze: { kind: "snooze", visit, seconds: 60 + pick },
    park: { kind: "park", seconds: 60 + pick, reason: "The vendor looks" },
    unpark: { kind: "unpark" },
    retry: { kind: "retry" },
    publish: { kind: "publish" },
  } as const satisfies { [name: string]: Act };
  return kind in all ? all[kind as keyof typeof all] : all.note;
}
