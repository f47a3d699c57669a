import { initialTransition, transition } from "xstate";
import { type Answers, choosing, compile, type Flow, type FlowMachine } from "#language";
import type { Led, ToStep } from "./event.ts";
import type { Run } from "./run.ts";

/** Where a new run of this flow begins. */
export function opening(flow: Flow, facts: Answers): ToStep {
  const [snapshot] = initialTransition(machineOf(flow), { visits: {} });
  return toStep(flow, String(snapshot.value), facts);
}

/** Where a choice leads from where the run stands, by the flow's machine; `facts` are those that the run has by then. */
export function destination(flow: Flow, run: Run, choice: string, facts: Answers): Led {
  const machine = machineOf(flow);
  const here = machine.resolveState({
    value: run.visits.at(-1)?.step ?? flow.start,
    context: { visits: visitsOf(run) },
  });
  // An event that the state does not know would leave the snapshot as it is, without a word.
  if (!here.can(choosing(choice)))
    throw new Error(`${flow.id}@${flow.version} has no way "${choice}" out of "${here.value}".`);
  const [next] = transition(machine, here, choosing(choice));
  const name = String(next.value);
  const end = flow.ends[name];
  return end ? { kind: "end", end: name, outcome: end.outcome } : toStep(flow, name, facts);
}

/** A step as it is entered with these facts. */
export function toStep(flow: Flow, step: string, facts: Answers): ToStep {
  const { ask = {}, probe } = flow.steps[step] ?? {};
  const missing = Object.entries(ask).filter(([name, field]) => {
    return !field.optional && facts[name] === undefined;
  });
  if (missing.length > 0) return { kind: "step", step, state: "asking" };
  return { kind: "step", step, state: probe ? "looking" : "deciding" };
}

const machines = new WeakMap<Flow, FlowMachine>();

function machineOf(flow: Flow): FlowMachine {
  const known = machines.get(flow);
  if (known) return known;
  const machine = compile(flow);
  machines.set(flow, machine);
  return machine;
}

function visitsOf(run: Run): Record<string, number> {
  const visits: Record<string, number> = {};
  for (const { step } of run.visits) visits[step] = (visits[step] ?? 0) + 1;
  return visits;
}
