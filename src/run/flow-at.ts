import { type Flow, holdsFacts, type KnownFacts, nothingKnown, withFacts } from "#language";
import type { RunEvent } from "./event.ts";
import { firstFrom, onceFor } from "./log-lookup.ts";
import type { Run } from "./run.ts";

/** The flow as it read once the event with this index was recorded: a fact that is answered anew changes no older words. */
export const flowAt = (flow: Flow, run: Pick<Run, "log">, event: number): Flow =>
  holdsFacts(flow) ? withFacts(flow, knownAt(run, event)) : flow;

function knownAt({ log }: Pick<Run, "log">, event: number): KnownFacts {
  const told = toldIn(log);
  return told[firstFrom(told, event + 1) - 1]?.known ?? nothingKnown;
}

const toldIn = onceFor((log: readonly RunEvent[]) => {
  let known = nothingKnown;
  return log.flatMap((event, index) => {
    const told = toldBy(event);
    if (told === undefined) return [];
    known = after(known, event, told);
    return [{ index, known }];
  });
});

/** What is learnt from an event; a proposal is not, until it is confirmed. */
function toldBy(event: RunEvent): KnownFacts | undefined {
  if (event.kind === "started") return { facts: event.facts, said: event.said };
  if (event.kind !== "answered" && event.kind !== "chosen") return undefined;
  const isNothing = Object.keys(event.said).length === 0;
  return isNothing ? undefined : { facts: event.answers, said: event.said };
}

/** The same object for the same event, so that what is made of it is made once. */
function after(before: KnownFacts, event: RunEvent, { facts, said }: KnownFacts): KnownFacts {
  const known = kept.get(event) ?? {
    facts: { ...before.facts, ...facts },
    said: { ...before.said, ...said },
  };
  kept.set(event, known);
  return known;
}

const kept = new WeakMap<RunEvent, KnownFacts>();
