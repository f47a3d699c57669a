import { type RunEvent, ruleOf } from "./event.ts";
import { draftRun, draftState, enterStep, type RunDraft } from "./fold-draft.ts";
import { type Run, untouched } from "./run.ts";

/**
 * The run that a log tells of; no flow is needed, for each event says where it led. The first event starts the run; an
 * empty log is a mistake of the caller.
 */
export function foldLog(log: readonly RunEvent[]): Run {
  const [first, ...rest] = log;
  if (first?.kind !== "started")
    throw new Error("A log begins with the event that started its run.");
  return applyEvents(begin(first), rest);
}
export const applyEvent = (run: Run, event: RunEvent): Run => applyEvents(run, [event]);

/** The run after these events, in time that is proportional to their number; the run that is given stays as it is. */
export function applyEvents(run: Run, events: readonly RunEvent[]): Run {
  if (events.length === 0) return run;
  const draft = draftRun(run);
  for (const event of events) advance(draft, event);
  return { ...draftState(draft), log: [...run.log, ...events] };
}

function begin(event: RunEvent & { readonly kind: "started" }): Run {
  const draft = draftRun({
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
    ...untouched,
  });
  enterStep(draft, event.led, event);
  draft.index++;
  return { ...draftState(draft), log: [event] };
}

function advance(draft: RunDraft, event: RunEvent): void {
  const rule = ruleOf(event);
  rule?.fold?.(draft, event);
  if (rule?.wakes) wake(draft);
  if (event.by !== "handrail" && !draft.known.has(event.by)) {
    draft.known.add(event.by);
    draft.people.push(event.by);
  }
  draft.index++;
}

/** A rest ends by being woken, and by any decision. */
function wake(draft: RunDraft): void {
  const { parked: _over, ...awake } = draft.is;
  draft.is = awake;
}
