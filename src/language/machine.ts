import { setup } from "xstate";
import type { Choice, Flow, Step, Target } from "./flow.ts";

/** What a machine needs to know of a run: how often each step has been entered. */
export interface Visited {
  readonly visits: { readonly [step: string]: number };
}

/** The event that takes a choice. */
export const choiceEvent = (choice: string) => ({ type: `choose.${choice}` }) as const;

export type FlowMachine = ReturnType<typeof compileMachine>;

/**
 * Compiles a flow to a flat xstate machine: a state for each step, a final state for each end, an event for each choice.
 * It has no actions, invocations or timers: the engine derives the work that a new visit asks for.
 */
export function compileMachine(flow: Flow) {
  const steps = Object.entries(flow.steps).map(([name, step]) => [name, stateOf(step)]);
  const ends = Object.keys(flow.ends).map((name) => [name, { type: "final" as const }]);
  return setup({
    types: {} as {
      context: Visited;
      input: Visited;
      events: { type: `choose.${string}` };
    },
    guards: { visitsLeft },
  }).createMachine({
    id: flow.id,
    context: ({ input }) => input,
    initial: flow.start,
    states: Object.fromEntries([...steps, ...ends]),
  });
}

function stateOf(step: Step) {
  const ways = Object.entries(step.choices).map(([choice, { to }]: [string, Choice]) => [
    choiceEvent(choice).type,
    transitionsTo(to),
  ]);
  return { on: Object.fromEntries(ways) };
}

function transitionsTo(to: Target) {
  if (typeof to === "string") return { target: to, reenter: true };
  const guard = { type: "visitsLeft", params: { step: to.again, times: to.times } };
  return [{ target: to.again, reenter: true, guard }, { target: to.then }];
}

/** Guards are plain data and code without waiting: an async guard would count as true. */
function visitsLeft({ context }: { context: Visited }, limit: { step: string; times: number }) {
  return (context.visits[limit.step] ?? 0) < limit.times;
}
