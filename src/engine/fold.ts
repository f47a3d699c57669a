import { type Flow, probes } from "#flow";
import type { RunEvent } from "./event.ts";
import { destination, opening } from "./moves.ts";
import type { Ending, FollowUp, Leaving, Run, Visit } from "./run.ts";

/** The run that a log tells of. The first event starts it; an empty log is a mistake of the caller. */
export function fold(flow: Flow, log: readonly RunEvent[]): Run {
  const [first, ...rest] = log;
  if (first?.kind !== "started")
    throw new Error("A log begins with the event that started its run.");
  return rest.reduce((run, event) => apply(flow, run, event), begin(flow, first));
}

/** The run after one more event. */
export function apply(flow: Flow, run: Run, event: RunEvent): Run {
  const people = run.people.includes(event.by) ? run.people : [...run.people, event.by];
  const next = changed(flow, run, event);
  return {
    ...next,
    people: event.by === "handrail" ? run.people : people,
    revision: run.revision + 1,
    log: [...run.log, event],
  };
}

function begin(flow: Flow, event: RunEvent & { kind: "started" }): Run {
  const bare: Run = {
    id: event.run,
    flow: event.flow,
    version: event.version,
    place: event.place,
    revision: 1,
    startedAt: event.at,
    startedBy: event.by,
    anyway: event.anyway,
    driver: event.by,
    people: [event.by],
    facts: event.facts,
    visits: [],
    changes: [],
    followUps: {},
    notes: [],
    troubles: [],
    log: [event],
  };
  return enter(flow, bare, opening(flow), event);
}

function changed(flow: Flow, run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "chosen":
      return take(flow, run, event, event.choice, event.answers);
    case "skipped":
      return take(flow, run, event, event.choice, {});
    case "lookedAgain":
    case "answered":
      return stay(flow, run, event);
    case "wentBack":
      return goBack(flow, run, event);
    case "observed":
      return touch(run, event.visit, { state: "deciding", evidence: event.evidence });
    case "reminded":
      return touch(run, event.visit, { remindedAt: event.at });
    case "stopped":
      return close(leave(run, event, "stopped"), event, "stopped", "stopped");
    default:
      return beside(run, event);
  }
}

/** What happens beside the machine: it moves no step. */
function beside(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "noted":
      return { ...run, notes: [...run.notes, { at: event.at, by: event.by, text: event.text }] };
    case "handedOver":
      return { ...run, driver: event.to };
    case "tookOver":
      return { ...run, driver: event.by };
    case "followUpTaken":
      return followUp(run, event.item, { owner: event.owner });
    case "followUpDone":
      return followUp(run, event.item, { doneAt: event.at, doneBy: event.by });
    case "gaveUp":
      return {
        ...run,
        troubles: [...run.troubles, { work: event.work, why: event.why, at: event.at }],
      };
    case "retried":
      return { ...run, troubles: [] };
    case "published":
      return { ...run, publishedAt: event.at };
    default:
      return run;
  }
}

function take(flow: Flow, run: Run, event: RunEvent, choice: string, answers: Run["facts"]): Run {
  const from = current(run);
  const left = leave(run, event, event.kind === "skipped" ? "skipped" : "chosen", choice);
  const marks =
    flow.steps[from.step]?.choices[choice]?.marks === "change" && event.kind === "chosen";
  const told: Run = {
    ...left,
    facts: { ...run.facts, ...answers },
    changes: marks ? [...run.changes, event.at] : run.changes,
  };
  const to = destination(flow, run, choice);
  const end = flow.ends[to];
  return end ? close(told, event, to, end.outcome) : enter(flow, told, to, event);
}

/** Looking again, or answering once evidence is there, is a new visit of the same step; first answers begin the look. */
function stay(flow: Flow, run: Run, event: RunEvent & { kind: "lookedAgain" | "answered" }): Run {
  const answers = event.kind === "answered" ? event.answers : {};
  const told = { ...run, facts: { ...run.facts, ...answers } };
  const { step, state, id } = current(run);
  if (event.kind === "answered" && state === "asking")
    return touch(told, id, { state: stateIn(flow, told, step) });
  return enter(flow, leave(told, event, event.kind), step, event);
}

function goBack(flow: Flow, run: Run, event: RunEvent): Run {
  const to = previousStep(run);
  if (!to) return run;
  const left = leave(run, event, "wentBack");
  const stayedAt = current(run).step;
  const since = run.visits.findLastIndex((visit) => visit.step !== stayedAt);
  const visits = left.visits.map((visit, at) =>
    at > since ? { ...visit, superseded: true } : visit,
  );
  // Going back behind the statement that the change is rolled out takes that statement back.
  const marked = run.visits[since]?.left?.at;
  const changes = run.changes.filter((at) => at !== marked);
  return enter(flow, { ...left, visits, changes }, to, event);
}

/** Where *back* leads: the step before this one on the path that was not taken back; undefined at the start. */
export function previousStep(run: Run): string | undefined {
  const path: string[] = [];
  run.visits.forEach((visit, index) => {
    if (run.visits[index - 1]?.left?.how === "wentBack") path.pop();
    if (path.at(-1) !== visit.step) path.push(visit.step);
  });
  return path.at(-2);
}

/** The visit where the run stands, or stood when it closed. */
export function current(run: Run): Visit {
  const last = run.visits.at(-1);
  if (!last) throw new Error("A run has at least one visit.");
  return last;
}

function enter(flow: Flow, run: Run, step: string, event: RunEvent): Run {
  const before = run.visits.filter((visit) => visit.step === step).length;
  const visit: Visit = {
    id: `${step}#${before + 1}`,
    step,
    enteredAt: event.at,
    state: stateIn(flow, run, step),
    superseded: false,
  };
  return { ...run, visits: [...run.visits, visit] };
}

function stateIn(flow: Flow, run: Run, name: string): Visit["state"] {
  const step = flow.steps[name];
  const missing = Object.entries(step?.ask ?? {}).filter(
    ([fact, field]) => !field.optional && run.facts[fact] === undefined,
  );
  if (missing.length > 0) return "asking";
  return step?.probe && step.probe in probes ? "looking" : "deciding";
}

function leave(run: Run, event: RunEvent, how: Leaving["how"], choice?: string): Run {
  const reason = "reason" in event ? event.reason : null;
  const left: Leaving = { how, reason, by: event.by, at: event.at, ...(choice ? { choice } : {}) };
  return touch(run, current(run).id, { state: "over", left });
}

function close(run: Run, event: RunEvent, end: string, outcome: Ending["outcome"]): Run {
  const reason = event.kind === "stopped" ? { reason: event.reason } : {};
  return { ...run, ending: { end, outcome, by: event.by, at: event.at, ...reason } };
}

function touch(run: Run, id: string, change: Partial<Visit>): Run {
  return {
    ...run,
    visits: run.visits.map((visit) => (visit.id === id ? { ...visit, ...change } : visit)),
  };
}

function followUp(run: Run, item: string, change: FollowUp): Run {
  const before = run.followUps[item] ?? {};
  return { ...run, followUps: { ...run.followUps, [item]: { ...before, ...change } } };
}
