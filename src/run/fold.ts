import { type Draft, draftOf, pathOf, runOf, timesAt, touch, walkOn } from "./draft.ts";
import type { Led, RunEvent, Said, ToStep } from "./event.ts";
import { followUpsAfter } from "./follow-ups.ts";
import { foldNote } from "./notes.ts";
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
  return applyAll(begin(first), rest);
}

/** The run after one more event. */
export const apply = (run: Run, event: RunEvent): Run => applyAll(run, [event]);

/** The run after these events, in time that is proportional to their number; the run that is given stays as it is. */
export function applyAll(run: Run, events: readonly RunEvent[]): Run {
  if (events.length === 0) return run;
  const draft = draftOf(run);
  for (const event of events) advance(draft, event);
  return runOf(draft);
}

/** Where *back* leads: the step before this one on the path that was not taken back; undefined at the start. */
export const previousStep = (run: Run): string | undefined => pathOf(run.visits).at(-2)?.step;

/** The visit where the run stands, or stood when it closed. */
export function current({ visits }: Pick<Run, "visits">): Visit {
  const last = visits.at(-1);
  if (!last) throw new Error("A run has at least one visit.");
  return last;
}

function begin(event: RunEvent & { kind: "started" }): Run {
  const bare: Run = {
    id: event.run,
    flow: event.flow,
    version: event.version,
    place: event.place,
    revision: 0,
    startedAt: event.at,
    startedBy: event.by,
    anyway: event.anyway,
    driver: event.by,
    people: [event.by],
    facts: event.facts,
    said: event.said,
    ...(event.subject === undefined ? {} : { subject: event.subject }),
    visits: [],
    changes: [],
    followUps: {},
    notes: [],
    troubles: [],
    log: [],
  };
  const draft = draftOf(bare);
  enter(draft, event.led, event);
  draft.log.push(event);
  return runOf(draft);
}

function advance(draft: Draft, event: RunEvent): void {
  change(draft, event);
  wake(draft, event);
  if (event.by !== "handrail" && !draft.known.has(event.by)) {
    draft.known.add(event.by);
    draft.people.push(event.by);
  }
  draft.log.push(event);
}

function change(draft: Draft, event: RunEvent): void {
  switch (event.kind) {
    case "chosen":
      choose(draft, event);
      break;
    case "skipped":
      leave(draft, event, "skipped", event.choice);
      arrive(draft, event.led, event);
      break;
    case "lookedAgain":
    case "movedOn":
      enterAnew(draft, event);
      break;
    case "answered":
      answer(draft, event);
      break;
    case "wentBack":
      goBack(draft, event);
      break;
    case "stopped":
      stop(draft, event);
      break;
    default:
      stay(draft, event);
  }
}

/** What happens at the visit where the run stays, and beside the machine: it moves no step. */
function stay(draft: Draft, event: RunEvent): void {
  const { log, append, is } = draft;
  if (isStay(event))
    touch(draft, event.visit, (visit) => stayAfter(visit, event, log.length, append));
  else if (event.kind === "gaveUp")
    draft.troubles.push({ work: event.work, why: event.why, at: event.at });
  else if (event.kind === "retried") draft.troubles = [];
  else draft.is = { ...is, ...beside(draft, event) };
}

function beside({ is, notes, log }: Draft, event: RunEvent): Partial<Draft["is"]> {
  switch (event.kind) {
    case "rehomed":
      return { place: event.to };
    case "handedOver":
      return { driver: event.to };
    case "tookOver":
      return { driver: event.by };
    case "parked": {
      const { until, reason, by, at } = event;
      return { parked: { until, reason, by, at } };
    }
    case "published":
      return { publishedAt: event.at };
    default:
      foldNote(notes, event, log.length);
      return { followUps: followUpsAfter(is.followUps, event) };
  }
}

function choose(draft: Draft, event: RunEvent & { kind: "chosen" }): void {
  leave(draft, event, "chosen", event.choice);
  learn(draft, event);
  if (event.marks === "change") draft.changes.push(event.at);
  arrive(draft, event.led, event);
}

type Told = Pick<RunEvent & { kind: "answered" }, "answers" | "said">;

function learn(draft: Draft, { answers, said }: Told): void {
  const { facts, said: before } = draft.is;
  draft.is = { ...draft.is, facts: { ...facts, ...answers }, said: { ...before, ...said } };
}

/** First answers let their visit go on; answers given again are a new visit of the same step. */
function answer(draft: Draft, event: RunEvent & { kind: "answered" }): void {
  learn(draft, event);
  const { state, id } = current(draft);
  if (state === "asking") touch(draft, id, () => ({ state: event.led.state, said: event.said }));
  else {
    leave(draft, event, "answered");
    enter(draft, event.led, event, event.said);
  }
}

/** The same step once more, or that of another version. */
function enterAnew(draft: Draft, event: RunEvent & { kind: "lookedAgain" | "movedOn" }): void {
  const { said } = current(draft);
  leave(draft, event, event.kind);
  if (event.kind === "movedOn") draft.is = { ...draft.is, version: event.version };
  enter(draft, event.led, event, event.kind === "lookedAgain" ? said : undefined);
}

/** Going back takes back all that came after the step gone back to: its evidence, and that the change was rolled out. */
function goBack(draft: Draft, event: RunEvent & { kind: "wentBack" }): void {
  const { visits } = draft;
  draft.path ??= pathOf(visits);
  const since = draft.path.at(-2)?.newest ?? 0;
  const wentOn = visits[since]?.left?.at ?? Number.POSITIVE_INFINITY;
  leave(draft, event, "wentBack");
  for (let place = since + 1; place < visits.length; place++) {
    const visit = visits[place];
    if (visit && !visit.superseded) visits[place] = { ...visit, superseded: true };
  }
  draft.changes = draft.changes.filter((at) => at < wentOn);
  enter(draft, event.led, event);
}

function stop(draft: Draft, event: RunEvent & { kind: "stopped" }): void {
  const { by, at, reason } = event;
  leave(draft, event, "stopped");
  draft.is = { ...draft.is, ending: { end: "stopped", outcome: "stopped", by, at, reason } };
}

function arrive(draft: Draft, led: Led, event: RunEvent): void {
  if (led.kind === "step") enter(draft, led, event);
  else {
    const { end, outcome } = led;
    draft.is = { ...draft.is, ending: { end, outcome, by: event.by, at: event.at } };
  }
}

function enter(draft: Draft, { step, state }: ToStep, event: RunEvent, said?: Said): void {
  const { visits, path, log } = draft;
  const id = `${step}#${timesAt(draft, step) + 1}`;
  const told = said === undefined ? {} : { said };
  const entered = { id, step, event: log.length, enteredAt: event.at };
  visits.push({ ...entered, state, superseded: false, ...told });
  if (path) walkOn(path, visits, visits.length - 1);
}

function leave(draft: Draft, event: RunEvent, how: Leaving["how"], choice?: string): void {
  const reason = "reason" in event ? event.reason : null;
  const proposed = "proposedBy" in event ? { proposedBy: event.proposedBy } : {};
  const { by, at } = event;
  const told = event.kind === "chosen" && hasAny(event.said) ? { said: event.said } : {};
  const made = { ...(choice ? { choice } : {}), ...told, ...proposed };
  const left: Leaving = { how, reason, by, at, ...made };
  touch(draft, current(draft).id, () => ({ state: "over", left }));
}

const hasAny = (said: Said): boolean => Object.keys(said).length > 0;

/** A rest ends by being woken, and by any decision. */
function wake(draft: Draft, { kind }: RunEvent): void {
  if (draft.is.parked === undefined || !wakes.has(kind)) return;
  const { parked: _over, ...awake } = draft.is;
  draft.is = awake;
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
