import { initialTransition, transition } from "xstate";
import { type Flow, withoutFacts } from "#language";
import { choiceEvent, compileMachine, type FlowMachine } from "../language/machine.ts";
import { ownValue } from "../language/own-value.ts";
import type { RunState } from "./state.ts";
import type { Visit } from "./visits.ts";

/**
 * Where an event leads. The flow of that moment says it and the log keeps it, so that a log can be read without its flow.
 */
export type Led = ToStep | ToEnd;

/** A step, and what it waits for first. */
export interface ToStep {
  readonly kind: "step";
  readonly step: string;
  /** asking: required answers are missing; looking: the probe is asked; deciding: a person's turn. */
  readonly state: "asking" | "looking" | "deciding";
}

export interface ToEnd {
  readonly kind: "end";
  readonly end: string;
  readonly outcome: "resolved" | "elsewhere" | "open";
}

export function firstStep(flow: Flow): ToStep {
  const [snapshot] = initialTransition(machineOf(flow), { visits: {} });
  return toStep(flow, String(snapshot.value));
}

/** Where a choice leads from where the run stands, by the flow's machine. */
export function choiceLeadsTo(flow: Flow, run: Walked, choice: string): Led {
  const machine = machineOf(flow);
  const here = machine.resolveState({
    value: run.visits.at(-1)?.step ?? flow.start,
    context: { visits: visitsOf(run) },
  });
  // An event that the state does not know would leave the snapshot as it is, without a word.
  if (!here.can(choiceEvent(choice)))
    throw new Error(`${flow.id}@${flow.version} has no way "${choice}" out of "${here.value}".`);
  const [next] = transition(machine, here, choiceEvent(choice));
  const name = String(next.value);
  const end = flow.ends[name];
  return end ? { kind: "end", end: name, outcome: end.outcome } : toStep(flow, name);
}

/** A step as it is entered anew: what it must know is asked, also where an earlier visit or another step was told it. */
export function toStep(flow: Flow, step: string): ToStep {
  const asks = Object.values(flow.steps[step]?.ask ?? {}).some((field) => !field.optional);
  return asks ? { kind: "step", step, state: "asking" } : toAnswered(flow, step);
}

/** A step whose questions are answered. */
export const toAnswered = (flow: Flow, step: string): ToStep => ({
  kind: "step",
  step,
  state: flow.steps[step]?.probe ? "looking" : "deciding",
});

/** Whether a run can go on from a visit: not where its step was taken out of the flow since, or what it waits for. */
export function stepStillFits(
  { steps }: Flow,
  { step, state }: Pick<Visit, "step" | "state">,
): boolean {
  const now = ownValue(steps, step);
  if (now === undefined) return false;
  return !(state === "asking" && now.ask === undefined) && !(state === "looking" && !now.probe);
}

const machines = new WeakMap<Flow, FlowMachine>();

function machineOf(flow: Flow): FlowMachine {
  const written = withoutFacts(flow);
  const known = machines.get(written);
  if (known) return known;
  const machine = compileMachine(written);
  machines.set(written, machine);
  return machine;
}

type Walked = Pick<RunState, "visits">;

function visitsOf(run: Walked): Record<string, number> {
  const visits: Record<string, number> = {};
  for (const { step } of run.visits) visits[step] = (visits[step] ?? 0) + 1;
  return visits;
}
