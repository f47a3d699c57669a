import type { Led, RunEvent, ToStep } from "./event.ts";
import { followUpsAfter } from "./follow-ups.ts";
import { notesAfter } from "./notes.ts";
import type { Leaving, Run, Visit } from "./run.ts";
import { isStay, stayAfter } from "./stay.ts";

/**
 * The run that a log tells of; no flow is needed, for each event says where it led. The first event starts the run; an
 * empty log is a mistake of the caller.
 */
export function fold(log: readonly RunEvent[]): Run {
  const [first, ...rest] = log;
  if (first?.kind !== "started")
    throw new Error("A log begins with the event that started its run.");
  return rest.reduce(apply, begin(first));
}

/** The run after one more event. */
export function apply(run: Run, event: RunEvent): Run {
  const people = run.people.includes(event.by) ? run.people : [...run.people, event.by];
  const next = woken(changed(run, event), event);
  return {
    ...next,
    people: event.by === "handrail" ? run.people : people,
    revision: run.revision + 1,
    log: [...run.log, event],
  };
}

/** Where *back* leads: the step before this one on the path that was not taken back; undefined at the start. */
export const previousStep = (run: Run): string | undefined => pathOf(run).at(-2)?.step;

/** The steps from the start to here without what was taken back, each with the place of its newest visit. */
function pathOf({ visits }: Run): readonly Stay[] {
  const path: Stay[] = [];
  visits.forEach(({ step }, newest) => {
    if (visits[newest - 1]?.left?.how === "wentBack") path.pop();
    if (path.at(-1)?.step === step) path.pop();
    path.push({ step, newest });
  });
  return path;
}

interface Stay {
  readonly step: string;
  readonly newest: number;
}

/** The visit where the run stands, or stood when it closed. */
export function current(run: Run): Visit {
  const last = run.visits.at(-1);
  if (!last) throw new Error("A run has at least one visit.");
  return last;
}

function begin(event: RunEvent & { kind: "started" }): Run {
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
  return enter(bare, event.led, event);
}

function changed(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "chosen":
      return chosen(run, event);
    case "skipped":
      return arrive(leave(run, event, "skipped", event.choice), event.led, event);
    case "lookedAgain":
      return enter(leave(run, event, event.kind), event.led, event);
    case "movedOn":
      return enter({ ...leave(run, event, event.kind), version: event.version }, event.led, event);
    case "answered":
      return answered(run, event);
    case "wentBack":
      return goBack(run, event);
    case "stopped":
      return stopped(run, event);
    default:
      return staying(run, event);
  }
}

/** What happens at the visit where the run stays. */
function staying(run: Run, event: RunEvent): Run {
  if (!isStay(event)) return beside(run, event);
  const visit = run.visits.find(({ id }) => id === event.visit);
  return visit === undefined ? run : touch(run, visit.id, stayAfter(visit, event, run.revision));
}

/** What happens beside the machine: it moves no step. */
function beside(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "rehomed":
      return { ...run, place: event.to };
    case "handedOver":
      return { ...run, driver: event.to };
    case "tookOver":
      return { ...run, driver: event.by };
    case "parked": {
      const { until, reason, by, at } = event;
      return { ...run, parked: { until, reason, by, at } };
    }
    case "gaveUp":
      return { ...run, troubles: [...run.troubles, troubleIn(event)] };
    case "retried":
      return { ...run, troubles: [] };
    case "published":
      return { ...run, publishedAt: event.at };
    default:
      return {
        ...run,
        notes: notesAfter(run, event),
        followUps: followUpsAfter(run.followUps, event),
      };
  }
}

const troubleIn = ({ work, why, at }: RunEvent & { kind: "gaveUp" }) => ({ work, why, at });

function chosen(run: Run, event: RunEvent & { kind: "chosen" }): Run {
  const told: Run = {
    ...leave(run, event, "chosen", event.choice),
    facts: { ...run.facts, ...event.answers },
    changes: event.marks === "change" ? [...run.changes, event.at] : run.changes,
  };
  return arrive(told, event.led, event);
}

/** First answers let their visit go on; answers given again are a new visit of the same step. */
function answered(run: Run, event: RunEvent & { kind: "answered" }): Run {
  const told = { ...run, facts: { ...run.facts, ...event.answers } };
  const { state, id } = current(run);
  if (state === "asking") return touch(told, id, { state: event.led.state });
  return enter(leave(told, event, "answered"), event.led, event);
}

/** Going back takes back all that came after the step gone back to: its evidence, and that the change was rolled out. */
function goBack(run: Run, event: RunEvent & { kind: "wentBack" }): Run {
  const left = leave(run, event, "wentBack");
  const since = pathOf(run).at(-2)?.newest ?? 0;
  const visits = left.visits.map((visit, place) =>
    place > since ? { ...visit, superseded: true } : visit,
  );
  const wentOn = run.visits[since]?.left?.at ?? Number.POSITIVE_INFINITY;
  const changes = run.changes.filter((at) => at < wentOn);
  return enter({ ...left, visits, changes }, event.led, event);
}

function stopped(run: Run, event: RunEvent & { kind: "stopped" }): Run {
  const { by, at, reason } = event;
  const ending = { end: "stopped", outcome: "stopped", by, at, reason } as const;
  return { ...leave(run, event, "stopped"), ending };
}

function arrive(run: Run, led: Led, event: RunEvent): Run {
  if (led.kind === "step") return enter(run, led, event);
  const { end, outcome } = led;
  return { ...run, ending: { end, outcome, by: event.by, at: event.at } };
}

function enter(run: Run, { step, state }: ToStep, event: RunEvent): Run {
  const before = run.visits.filter((visit) => visit.step === step).length;
  const visit: Visit = {
    id: `${step}#${before + 1}`,
    step,
    enteredAt: event.at,
    state,
    superseded: false,
  };
  return { ...run, visits: [...run.visits, visit] };
}

function leave(run: Run, event: RunEvent, how: Leaving["how"], choice?: string): Run {
  const reason = "reason" in event ? event.reason : null;
  const proposed = "proposedBy" in event ? { proposedBy: event.proposedBy } : {};
  const { by, at } = event;
  const left: Leaving = { how, reason, by, at, ...(choice ? { choice } : {}), ...proposed };
  return touch(run, current(run).id, { state: "over", left });
}

/** A rest ends by being woken, and by any decision. */
function woken(run: Run, { kind }: RunEvent): Run {
  if (run.parked === undefined || !wakes.has(kind)) return run;
  const { parked: _over, ...awake } = run;
  return awake;
}

const wakes: ReadonlySet<RunEvent["kind"]> = new Set([
  "unparked",
  "answered",
  "chosen",
  "skipped",
  "lookedAgain",
  "wentBack",
  "movedOn",
  "stopped",
]);

function touch(run: Run, id: string, change: Partial<Visit>): Run {
  return {
    ...run,
    visits: run.visits.map((visit) => (visit.id === id ? { ...visit, ...change } : visit)),
  };
}
