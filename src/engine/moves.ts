import { initialTransition, transition } from "xstate";
import { choosing, compile, type Flow, type FlowMachine } from "#flow";
import type { Run } from "./run.ts";

/** The step that a new run of this flow enters. */
export function opening(flow: Flow): string {
  const [snapshot] = initialTransition(machineOf(flow), { visits: {} });
  return String(snapshot.value);
}

/** The step or end that a choice leads to from where the run stands, by the flow's machine. */
export function destination(flow: Flow, run: Run, choice: string): string {
  const machine = machineOf(flow);
  const here = machine.resolveState({
    value: run.visits.at(-1)?.step ?? flow.start,
    context: { visits: visitsOf(run) },
  });
  // An event that the state does not know would leave the snapshot as it is, without a word.
  if (!here.can(choosing(choice)))
    throw new Error(`${flow.id}@${flow.version} has no way "${choice}" out of "${here.value}".`);
  const [next] = transition(machine, here, choosing(choice));
  return String(next.value);
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
