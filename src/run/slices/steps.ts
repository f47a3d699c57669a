import type { Answers, FieldKinds, Flow, Subject } from "#language";
import { answersInWords, readAnswers, runSubject } from "../answers.ts";
import { BadInput, NotFound } from "../errors.ts";
import { changeVisit, enterStep, goTo, leaveVisit, type RunDraft, setRun } from "../fold-draft.ts";
import { subjectNames } from "../labels.ts";
import { foundAnswers } from "../offered-answers.ts";
import { reasonWords, stepWord } from "../sentence.ts";
import type { Happened, Place } from "../state.ts";
import { refuseLong } from "../text-lengths.ts";
import {
  choiceLeadsTo,
  firstStep,
  type Led,
  stepStillFits,
  type ToStep,
  toAnswered,
  toStep,
} from "../transitions.ts";
import { currentVisit, previousStep, type SaidAnswers, visitPath } from "../visits.ts";
import { type ActContext, type Slice, visitOfAct, writtenText } from "./slice.ts";

export type StepAct =
  | { readonly kind: "answer"; readonly visit: string; readonly answers: Answers }
  /** The answers that earlier visits or other steps were given hold for this one. */
  | { readonly kind: "answerAgain"; readonly visit: string }
  /** What evidence of the run knows of this visit's questions holds for it. */
  | { readonly kind: "answerFound"; readonly visit: string }
  | { readonly kind: "back"; readonly visit: string }
  | { readonly kind: "skip"; readonly visit: string; readonly reason: string }
  /** Goes on with this version, where the run's own is gone. */
  | { readonly kind: "moveOn"; readonly visit: string; readonly version: number }
  | { readonly kind: "stop"; readonly reason: string };

export type StepEvent =
  | {
      readonly kind: "started";
      readonly run: string;
      readonly flow: string;
      readonly version: number;
      readonly place: Place;
      readonly facts: Answers;
      readonly said: SaidAnswers;
      /** What the run is about; absent where the flow has no such input. */
      readonly subject?: Subject;
      readonly led: ToStep;
      /** Started although another run of this flow and subject was open. */
      readonly anyway: boolean;
    }
  | {
      readonly kind: "answered";
      readonly visit: string;
      readonly answers: Answers;
      readonly said: SaidAnswers;
      readonly led: ToStep;
    }
  | {
      readonly kind: "skipped";
      readonly visit: string;
      readonly choice: string;
      readonly reason: string;
      readonly led: Led;
    }
  | { readonly kind: "wentBack"; readonly visit: string; readonly led: ToStep }
  /** The run's version was gone; from here on it walks this one, facts and answers kept. */
  | {
      readonly kind: "movedOn";
      readonly visit: string;
      readonly version: number;
      readonly led: ToStep;
    }
  | { readonly kind: "stopped"; readonly reason: string };

/** How a run goes from step to step, beside its choices. */
export const stepsSlice: Slice<StepAct, StepEvent> = {
  acts: {
    answer: { right: "drive", decide: (asked) => answer(asked, asked.act.answers) },
    answerAgain: { right: "drive", decide: answerAgain },
    answerFound: { right: "drive", decide: answerFound },
    back: { right: "drive", decide: back },
    skip: { right: "drive", decide: skip },
    moveOn: { right: "drive", decide: moveOn },
    stop: {
      right: "stop",
      withoutFlow: true,
      decide: ({ act }) => ({ kind: "stopped", reason: writtenText(act.reason, "reason") }),
    },
  },
  events: {
    // It is what a run is made of: see `begin`.
    started: {
      says: (_, { flow, run }) => [` started “${flow.title}”${about(subjectNames(run))}`],
    },
    answered: {
      wakes: true,
      fold: answered,
      says: ({ visit, said }, { flow }) => [` answered at ${stepWord(flow, visit)}${told(said)}`],
    },
    skipped: {
      wakes: true,
      fold(draft, event) {
        leaveVisit(draft, event, { how: "skipped", choice: event.choice, reason: event.reason });
        goTo(draft, event.led, event);
      },
      says: ({ visit, reason }, { flow }) => [
        ` skipped ${stepWord(flow, visit)}${reasonWords(reason)}`,
      ],
    },
    wentBack: {
      wakes: true,
      fold: goBack,
      says: ({ visit }, { flow }) => [` went back from ${stepWord(flow, visit)}`],
    },
    movedOn: {
      wakes: true,
      fold(draft, event) {
        leaveVisit(draft, event, { how: "movedOn" });
        setRun(draft, { version: event.version });
        enterStep(draft, event.led, event);
      },
      says: ({ version }) => [` went on with version ${version} of the runbook`],
    },
    stopped: {
      wakes: true,
      fold(draft, event) {
        const { by, at, reason } = event;
        leaveVisit(draft, event, { how: "stopped", reason });
        setRun(draft, { ending: { end: "stopped", outcome: "stopped", by, at, reason } });
      },
      says: ({ reason }) => [` stopped the run${reasonWords(reason)}`],
    },
  },
};

/** What a run of this flow begins with: its inputs, what it is about, and its first step. Throws BadInput for what is missing. */
export function startOf(fields: FieldKinds, flow: Flow, given: Answers): Start {
  refuseLong(given);
  const { answers: facts, said } = readAnswers(fields, flow.inputs, given);
  const subject = runSubject(fields, flow.inputs, facts);
  return {
    kind: "started",
    flow: flow.id,
    version: flow.version,
    facts,
    said,
    ...(subject === undefined ? {} : { subject }),
    led: firstStep(flow),
  };
}

type Start = Omit<Of<"started">, "run" | "place" | "anyway">;
type Of<Kind extends string> = Extract<StepEvent, { readonly kind: Kind }>;
type AskedTo<Kind extends string> = ActContext<Extract<StepAct, { readonly kind: Kind }>>;

function answer(asked: ActContext<{ readonly visit: string }>, given: Answers): StepEvent {
  const visit = visitOfAct(asked);
  const ask = asked.flow.steps[visit.step]?.ask;
  if (!ask) throw new NotFound("This step asks nothing.");
  const { answers, said } = readAnswers(asked.fields, ask, given);
  const led = toAnswered(asked.flow, visit.step);
  return { kind: "answered", visit: visit.id, answers, said, led };
}

/** What was answered before holds for this visit too; nothing can have changed it since, for the visit still asks. */
function answerAgain(asked: AskedTo<"answerAgain">): StepEvent {
  const { step, state } = visitOfAct(asked);
  if (state !== "asking") throw new BadInput("This step has its answers already.");
  const asks = Object.keys(asked.flow.steps[step]?.ask ?? {});
  const known = Object.entries(asked.run.facts).filter(([name]) => asks.includes(name));
  return answer(asked, Object.fromEntries(known));
}

/** A person takes what was found for an answer. */
function answerFound(asked: AskedTo<"answerFound">): StepEvent {
  const visit = visitOfAct(asked);
  if (visit.state !== "asking") throw new BadInput("This step has its answers already.");
  return answer(asked, foundAnswers(asked.flow, asked.run, visit));
}

function back(asked: AskedTo<"back">): StepEvent {
  const { flow, run } = asked;
  const { id } = visitOfAct(asked);
  const to = previousStep(run);
  if (!to) throw new BadInput("This is the first step: there is nothing to go back to.");
  // After a move to another version, the step before may not be there any more.
  if (!Object.hasOwn(flow.steps, to))
    throw new BadInput("This version has no such step to go back to.");
  return { kind: "wentBack", visit: id, led: toStep(flow, to) };
}

function skip(asked: AskedTo<"skip">): StepEvent {
  const { flow, run, act } = asked;
  const visit = visitOfAct(asked);
  const choice = flow.steps[visit.step]?.skip;
  if (!choice) throw new NotFound("This step cannot be skipped.");
  const reason = writtenText(act.reason, "reason");
  const led = choiceLeadsTo(flow, run, choice);
  return { kind: "skipped", visit: visit.id, choice, reason, led };
}

/** The run stands at the same step again where the new version has it, and else at its start. */
function moveOn(asked: AskedTo<"moveOn">): StepEvent {
  const { flow, run, act } = asked;
  const visit = visitOfAct(asked);
  const { id, step } = visit;
  const { version } = flow;
  if (version === run.version && stepStillFits(flow, visit))
    throw new BadInput(`This runbook walks version ${version}, which is installed.`);
  if (version !== act.version)
    throw new NotFound(`By now the newest version is ${version}. Use the newest message.`);
  const to = step in flow.steps ? step : flow.start;
  return { kind: "movedOn", visit: id, version, led: toStep(flow, to) };
}

/** First answers let their visit go on; answers given again are a new visit of the same step. */
function answered(draft: RunDraft, event: Happened<Of<"answered">>): void {
  const { facts, said } = draft.is;
  setRun(draft, { facts: { ...facts, ...event.answers }, said: { ...said, ...event.said } });
  const { state, id } = currentVisit(draft);
  if (state === "asking")
    changeVisit(draft, id, () => ({ state: event.led.state, said: event.said }));
  else {
    leaveVisit(draft, event, { how: "answered" });
    enterStep(draft, event.led, event, event.said);
  }
}

/** Going back takes back all that came after the step gone back to: its evidence, and that the change was rolled out. */
function goBack(draft: RunDraft, event: Happened<Of<"wentBack">>): void {
  const { visits } = draft;
  draft.path ??= visitPath(visits);
  const since = draft.path.at(-2)?.newest ?? 0;
  const wentOn = visits[since]?.left?.at ?? Number.POSITIVE_INFINITY;
  leaveVisit(draft, event, { how: "wentBack" });
  for (let place = since + 1; place < visits.length; place++) {
    const visit = visits[place];
    if (visit && !visit.superseded) visits[place] = { ...visit, superseded: true };
  }
  draft.changes = draft.changes.filter((at) => at < wentOn);
  enterStep(draft, event.led, event);
}

const about = (names: string): string => (names === "" ? "" : ` for ${names}`);

function told(said: SaidAnswers): string {
  const words = answersInWords(said);
  return words.length === 0 ? "" : `: ${words.join("; ")}`;
}
