import { createMachine } from "xstate";
import type { Choice, Flow, Step, Target } from "./flow.ts";

/** What a machine needs to know of a run: how often each step has been entered. */
export interface Visited {
  readonly visits: { readonly [step: string]: number };
}

/** The event that takes a choice. */
export const choosing = (choice: string) => ({ type: `choose.${choice}` }) as const;
/** The event that enters the present step once more. */
export const lookingAgain = { type: "lookAgain" } as const;

export type FlowMachine = ReturnType<typeof compile>;

/**
 * Compiles a flow to a flat xstate machine: a state for each step, a final state for each end, an event for each choice.
 * Entering a step yields the actions `probe` and `remind` as data; nothing is ever executed.
 */
export function compile(flow: Flow) {
  const steps = Object.entries(flow.steps).map(([name, step]) => [name, stateOf(name, step)]);
  const ends = Object.keys(flow.ends).map((name) => [name, { type: "final" as const }]);
  return createMachine(
    {
      types: {} as {
        context: Visited;
        input: Visited;
        events: { type: `choose.${string}` } | { type: "lookAgain" };
      },
      id: flow.id,
      context: ({ input }) => input,
      initial: flow.start,
      states: Object.fromEntries([...steps, ...ends]),
    },
    { guards: { visitsLeft }, actions: { probe: () => {}, remind: () => {} } },
  );
}

/** Seconds until a step that nobody touches reminds its driver, where the flow does not say. */
const defaultRemind = 900;

function stateOf(name: string, step: Step) {
  const after = step.remind ?? defaultRemind;
  return {
    entry: [
      ...(step.probe ? [{ type: "probe" }] : []),
      ...(after > 0 ? [{ type: "remind", params: { afterSeconds: after } }] : []),
    ],
    on: {
      [lookingAgain.type]: { target: name, reenter: true },
      ...Object.fromEntries(
        Object.entries(step.choices).map(([choice, { to }]: [string, Choice]) => [
          choosing(choice).type,
          transitionsTo(to),
        ]),
      ),
    },
  };
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
