import type { Fields } from "../fields/fields.ts";
import { type Flow, leadsTo, nextOf } from "../flow.ts";

/** The steps and ends to which these lead, and they themselves. */
export function reachFrom(flow: Flow, starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  // A set that grows while it is walked is walked to its end.
  for (const name of reached) for (const next of nextOf(flow, name)) reached.add(next);
  return reached;
}

/**
 * The facts that are known on coming to each step and end: of several ways to it what `joins` says. `asks` are those of a form that
 * count.
 */
export function factsOnArrival(
  flow: Flow,
  asks: (fields?: Fields) => readonly string[],
  joins: "union" | "intersection",
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>();
  const arrive = (name: string, facts: ReadonlySet<string>): void => {
    const before = known.get(name);
    const now = before ? before[joins](facts) : facts;
    if (before?.size === now.size) return;
    known.set(name, now);
    const { ask, choices = {} } = flow.steps[name] ?? {};
    for (const choice of Object.values(choices))
      for (const next of leadsTo(choice.to))
        arrive(next, now.union(new Set([...asks(ask), ...asks(choice.ask)])));
  };
  arrive(flow.start, new Set(asks(flow.inputs)));
  return known;
}
