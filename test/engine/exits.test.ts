import { describe, expect, it } from "vitest";
import type { Flow } from "#flow";
import { flows } from "../../flows/index.ts";
import type { Gone } from "../../src/engine/catalogue.ts";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import type { Run } from "../../src/run/run.ts";
import { canBeWatched } from "../../src/run/slices/watches.ts";
import { nextTimer, timerEvent } from "../../src/run/timers.ts";
import { currentVisit, type Visit } from "../../src/run/visits.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { answersTo, small } from "../language/flows.ts";
import { fields } from "../probes.ts";
import { buttons, posts } from "../slack/messages/shown.ts";
import { begun, did, evidence, after as next, observed } from "./runs.ts";

/** A run that waits, and what it is waiting in. */
interface Place {
  readonly name: string;
  readonly run: Run;
}

const skip = (run: Run): Act => ({ kind: "skip", visit: currentVisit(run).id, reason: "No time" });
const path = [{ kind: "nginx", closes: { how: "unknown" } }] as const;

/** Every step that can be reached, in every state in which it can wait. */
function places(flow: Flow): readonly Place[] {
  const found = new Map<string, Run>();
  const arrive = (run: Run): void => {
    const { step, state } = currentVisit(run);
    const name = `${step}, ${state}`;
    if (run.ending || found.has(name)) return;
    found.set(name, run);
    for (const further of onward(flow, run)) arrive(further);
  };
  arrive(begun(flow));
  return [...found].map(([name, run]) => ({ name, run }));
}

function onward(flow: Flow, run: Run): readonly Run[] {
  const { id, step, state } = currentVisit(run);
  const { choices: ways = {}, ask } = flow.steps[step] ?? {};
  const choices = Object.keys(ways);
  const asked = Object.assign({}, ask, ...Object.values(ways).map((way) => way.ask));
  const yes = "Yes, send them";
  const answers = {
    ...answersTo(asked),
    cause: "race",
    path,
    more: "More",
    logGroup: "/ecs",
    mostScanned: "1 GB (about $0.005)",
    applied: "The server waits longer",
    sendBefore: yes,
    sendAfter: yes,
  };
  const act: Record<Exclude<Visit["state"], "over">, () => readonly Run[]> = {
    asking: () => [
      did(flow, run, { kind: "answer", visit: id, answers }),
      did(flow, run, skip(run)),
    ],
    looking: () =>
      [...choices, null].map((finding) =>
        next(
          run,
          { kind: "observed", visit: id, startedAt: 0, evidence: evidence(finding) },
          "handrail",
        ),
      ),
    deciding: () =>
      choices.flatMap((choice) =>
        [run, exhausted(flow, run, choice)].map((now) =>
          did(flow, now, {
            kind: "choose",
            visit: currentVisit(now).id,
            choice,
            reason: "So",
            answers,
          }),
        ),
      ),
  };
  return state === "over" ? [] : act[state]();
}

/** The run after as many looks as the loop of a choice allows. */
function exhausted(flow: Flow, run: Run, choice: string): Run {
  const to = flow.steps[currentVisit(run).step]?.choices[choice]?.to;
  const looks = Array.from({ length: typeof to === "object" ? to.times : 0 });
  return looks.reduce((now: Run) => {
    const again = did(flow, now, { kind: "lookAgain", visit: currentVisit(now).id });
    return currentVisit(again).state === "looking" ? observed(flow, again, null) : again;
  }, run);
}

const shown = (flow: Flow, run: Run, gone?: Gone): readonly string[] =>
  posts(threadView(flow, run, gone ? { gone } : {}))
    .flatMap(({ blocks }) => buttons(blocks))
    .map(({ handle }) => handle.act);

const all = [...flows, small].flatMap((flow) =>
  places(flow).map(({ name, run }) => ({ name: `${flow.id}@${flow.version}, ${name}`, flow, run })),
);

describe.each(all)("at $name", ({ flow, run }) => {
  const rings = (waiting: Run) => {
    const timer = nextTimer(flow, waiting);
    expect(timer?.at).toBeGreaterThan(0);
    return timer;
  };

  it("time goes on to do something, and people can leave", () => {
    const timer = rings(run);
    if (timer) expect(nextTimer(flow, next(run, timerEvent(timer), "handrail"))).toBeDefined();
    expect(did(flow, run, skip(run)).revision).toBe(run.revision + 1);
    expect(shown(flow, run)).toContain("skip");
    expect(did(flow, run, { kind: "stop", reason: "Enough" }).ending).toBeDefined();
    expect(shown(flow, run)).toContain("stop");
  });

  it("a run that is parked wakes by itself and by a button", () => {
    const parked = did(flow, run, { kind: "park", seconds: 3600, reason: "Vendor" });
    const timer = rings(parked);
    expect(timer?.kind).toBe("wake");
    if (timer) expect(next(parked, timerEvent(timer), "handrail").parked).toBeUndefined();
    expect(shown(flow, parked)).toContain("unpark");
    expect(did(flow, parked, { kind: "unpark" }).parked).toBeUndefined();
    expect(did(flow, parked, skip(parked)).parked).toBeUndefined();
  });

  it("a watch ends by itself and by a button, wherever there can be one", () => {
    if (!canBeWatched(flow, currentVisit(run))) {
      expect(shown(flow, run)).not.toContain("watch");
      return;
    }
    expect(shown(flow, run)).toContain("watch");
    const { id: visit } = currentVisit(run);
    const watched = did(flow, run, { kind: "watch", visit });
    const timer = rings(watched);
    expect(timer?.kind).toBe("unwatch");
    if (timer)
      expect(currentVisit(next(watched, timerEvent(timer), "handrail")).watch).toBeUndefined();
    expect(shown(flow, watched)).toEqual(expect.arrayContaining(["unwatch", "hurry", "watch"]));
    expect(currentVisit(did(flow, watched, { kind: "unwatch", visit })).watch).toBeUndefined();
  });

  it("a run whose version is gone is reminded of, and can move on or stop", () => {
    rings(run);
    const gone = { says: "It is gone.", newest: flow.version + 1 };
    expect(shown(flow, run, gone)).toEqual(expect.arrayContaining(["moveOn", "stop"]));
    const newest = { ...flow, version: flow.version + 1 };
    const { id: visit } = currentVisit(run);
    const moved = decideEvent(
      newest,
      run,
      { kind: "moveOn", visit, version: newest.version },
      { by: "UANA", fields },
    );
    expect(currentVisit(next(run, moved))).toMatchObject({ step: currentVisit(run).step });
  });
});

it("every step of every flow is among these places", () => {
  for (const flow of [...flows, small]) {
    const steps = new Set(places(flow).map(({ run }) => currentVisit(run).step));
    expect([...steps].toSorted()).toEqual(Object.keys(flow.steps).toSorted());
  }
});
