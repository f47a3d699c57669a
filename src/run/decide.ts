import type { FieldKinds, Fields, Flow } from "#language";
import { own } from "../language/own.ts";
import type { Act } from "./act.ts";
import { readAnswers } from "./answers.ts";
import { beside, said } from "./beside.ts";
import { BadInput, NotFound, RunClosed, StaleVisit } from "./errors.ts";
import type { Happening, Person } from "./event.ts";
import { current, previousStep } from "./fold.ts";
import { decideFollowUp, type FollowUpAct, isFollowUpAct } from "./follow-ups.ts";
import { refuseLong } from "./longest.ts";
import { picked, settled } from "./proposals.ts";
import { park, quieted, unpark } from "./resting.ts";
import type { Run, Visit } from "./run.ts";
import { refuseSecrets } from "./secrets.ts";
import { destination, toAnswered, toStep } from "./transitions.ts";
import { decideWatch } from "./watch.ts";

/**
 * What an act makes happen to this run. `flow` is the version that the run walks; for moveOn the one to go on with. Throws
 * what the person who asked must be told; pure otherwise.
 */
export function decide(
  flow: Flow,
  run: Run,
  act: Act,
  { by, fields, now = lastChanged(run) }: Asked,
): Happening {
  refuseText(act);
  if (run.ending && !stillAllowed.has(act.kind))
    throw new RunClosed("This runbook is closed. Its record is in the thread.");
  switch (act.kind) {
    case "choose":
      return choose(flow, run, act, fields);
    case "confirm":
    case "withdrawProposal":
      return settled(flow, run, here(run, act.visit), act, by);
    case "answer":
      return answer(flow, run, act, fields);
    case "answerAgain":
      return answerAgain(flow, run, act.visit, fields);
    case "lookAgain":
      return lookAgain(flow, run, act.visit);
    case "back":
      return back(flow, run, act.visit);
    case "skip":
      return skip(flow, run, act);
    case "moveOn":
      return moveOn(flow, run, act);
    default:
      return isFollowUpAct(act)
        ? decideFollowUp(flow, run, act)
        : staying(flow, run, act, { by, now });
  }
}

/** Throws BadInput for texts that must not be kept. */
function refuseText(act: Act): void {
  refuseLong(act);
  refuseSecrets(act);
}

/** Who acts; `now` is when the run was last changed at the earliest. */
export interface Asked {
  readonly by: Person;
  /** What answers are. */
  readonly fields: FieldKinds;
  readonly now?: number;
}

/**
 * The choice that the evidence of a visit recommends; undefined without one. A finding that this version of the flow does not
 * know is treated as "unclear".
 */
export function recommended(flow: Flow, visit: Visit): string | undefined {
  const choices = flow.steps[visit.step]?.choices ?? {};
  const finding = visit.evidence?.finding;
  if (finding === null || finding === undefined) return undefined;
  if (Object.hasOwn(choices, finding)) return finding;
  return Object.hasOwn(choices, "unclear") ? "unclear" : undefined;
}

/** What must be asked before this choice can be taken: a reason, answers, both or nothing. */
export function choiceAsks(flow: Flow, visit: Visit, name: string): ChoiceAsks {
  const advised = recommended(flow, visit);
  const { ask = {}, beside = false } = own(flow.steps[visit.step]?.choices ?? {}, name) ?? {};
  return { reason: advised !== undefined && advised !== name && !beside, ask };
}

export interface ChoiceAsks {
  readonly reason: boolean;
  readonly ask: Fields;
}

const stillAllowed: ReadonlySet<Act["kind"]> = new Set([
  "note",
  "reviseNote",
  "withdrawNote",
  "rehome",
  "takeFollowUp",
  "dateFollowUp",
  "finishFollowUp",
  "reopenFollowUp",
  "checkFollowUps",
  "edit",
  "publish",
  "retry",
]);

function choose(
  flow: Flow,
  run: Run,
  act: Act & { kind: "choose" },
  fields: FieldKinds,
): Happening {
  const visit = here(run, act.visit);
  if (!own(flow.steps[visit.step]?.choices ?? {}, act.choice))
    throw new NotFound(`This step has no choice "${act.choice}".`);
  if (visit.state !== "deciding") throw new BadInput(notYet(visit));
  const asks = choiceAsks(flow, visit, act.choice);
  const reason = act.reason?.trim() ?? "";
  if (asks.reason && reason === "")
    throw new BadInput("Say why, so that others can follow the decision.", "reason");
  const read = readAnswers(fields, asks.ask, act.answers ?? {});
  const pick = { choice: act.choice, reason: reason === "" ? null : reason, ...read };
  return picked(flow, run, visit, pick);
}

function notYet(visit: Visit): string {
  return visit.state === "asking"
    ? "This step needs its answers first. If you do not know them, skip it with a reason."
    : "Handrail is still looking. Wait for the evidence, or skip this step with a reason.";
}

function answer(
  flow: Flow,
  run: Run,
  act: Act & { kind: "answer" },
  fields: FieldKinds,
): Happening {
  const visit = here(run, act.visit);
  const ask = flow.steps[visit.step]?.ask;
  if (!ask) throw new NotFound("This step asks nothing.");
  const { answers, said } = readAnswers(fields, ask, act.answers);
  const led = toAnswered(flow, visit.step);
  return { kind: "answered", visit: visit.id, answers, said, led };
}

/** What was answered before holds for this visit too; nothing can have changed it since, for the visit still asks. */
function answerAgain(flow: Flow, run: Run, visit: string, fields: FieldKinds): Happening {
  const { id, step, state } = here(run, visit);
  if (state !== "asking") throw new BadInput("This step has its answers already.");
  const asked = Object.keys(flow.steps[step]?.ask ?? {});
  const known = Object.entries(run.facts).filter(([name]) => asked.includes(name));
  return answer(
    flow,
    run,
    { kind: "answer", visit: id, answers: Object.fromEntries(known) },
    fields,
  );
}

function lookAgain(flow: Flow, run: Run, visit: string): Happening {
  const { id, step, state } = here(run, visit);
  // What this visit was told still holds for another look.
  const led = state === "asking" ? toStep(flow, step) : toAnswered(flow, step);
  return { kind: "lookedAgain", visit: id, led };
}

function back(flow: Flow, run: Run, visit: string): Happening {
  const { id } = here(run, visit);
  const to = previousStep(run);
  if (!to) throw new BadInput("This is the first step: there is nothing to go back to.");
  // After a move to another version, the step before may not be there any more.
  if (!Object.hasOwn(flow.steps, to))
    throw new BadInput("This version has no such step to go back to.");
  return { kind: "wentBack", visit: id, led: toStep(flow, to) };
}

function skip(flow: Flow, run: Run, act: Act & { kind: "skip" }): Happening {
  const visit = here(run, act.visit);
  const choice = flow.steps[visit.step]?.skip;
  if (!choice) throw new NotFound("This step cannot be skipped.");
  const reason = said(act.reason, "reason");
  const led = destination(flow, run, choice);
  return { kind: "skipped", visit: visit.id, choice, reason, led };
}

/** The run stands at the same step again where the new version has it, and else at its start. */
function moveOn(flow: Flow, run: Run, act: Act & { kind: "moveOn" }): Happening {
  const { id, step } = here(run, act.visit);
  const { version } = flow;
  if (version === run.version)
    throw new BadInput(`This runbook walks version ${version}, which is installed.`);
  if (version !== act.version)
    throw new NotFound(`By now the newest version is ${version}. Use the newest message.`);
  const to = step in flow.steps ? step : flow.start;
  return { kind: "movedOn", visit: id, version, led: toStep(flow, to) };
}

/** The run stays where it is. */
function staying(flow: Flow, run: Run, act: Staying, { by, now }: Acting): Happening {
  switch (act.kind) {
    case "cancel":
    case "snooze":
      return quieted(here(run, act.visit), act);
    case "watch":
    case "unwatch":
    case "hurry":
      return decideWatch(flow, here(run, act.visit), act.kind, now);
    case "park":
      return park(act, now);
    case "unpark":
      return unpark(run);
    default:
      return beside(run, act, by);
  }
}

type Staying = Exclude<
  Act,
  | FollowUpAct
  | {
      kind:
        | "choose"
        | "confirm"
        | "withdrawProposal"
        | "answer"
        | "answerAgain"
        | "lookAgain"
        | "back"
        | "skip"
        | "moveOn";
    }
>;

interface Acting {
  readonly by: Person;
  readonly now: number;
}

const lastChanged = ({ log, startedAt }: Run): number => log.at(-1)?.at ?? startedAt;

function here(run: Run, visit: string): Visit {
  const now = current(run);
  if (now.id === visit && now.state !== "over") return now;
  const past = run.visits.find(({ id }) => id === visit);
  throw new StaleVisit("This step is already decided.", past);
}
