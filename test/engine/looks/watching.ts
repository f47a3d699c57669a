import type { Evidence, Flow, Pending } from "#flow";
import type { ProbeContext } from "../../../src/engine/ports.ts";
import type { Act } from "../../../src/run/act.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { small } from "../../language/flows.ts";
import { type Bench, bench, type Doing, toLook } from "../parts.ts";
import { evidence } from "../runs.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export const almost = { says: "12,300 of 16,200 clean requests", share: 0.76, expectedAt: null };

/** The small flow, whose look may be watched until it is quiet, or a deploy. */
export const watched: Flow = {
  ...small,
  steps: Object.fromEntries(
    Object.entries(small.steps).map(([name, step]) => [
      name,
      step.probe ? { ...step, watch: { proof: "quiet", until: ["deploy"], days: 2 } } : step,
    ]),
  ),
};

/** A probe that sees these words one after the other, and then the last one again and again. */
export function seeing(
  counted: { readonly pending: Pending },
  ...words: readonly (string | null)[]
) {
  const contexts: ProbeContext[] = [];
  const probe = async (context: ProbeContext): Promise<Evidence> => {
    contexts.push(context);
    const word = words[Math.min(contexts.length, words.length) - 1] ?? null;
    return {
      ...evidence(word),
      says: `Look ${contexts.length}: ${word}.`,
      ...counted,
      facts: null,
    };
  };
  return { probe, contexts };
}

/** A run whose first look said "unclear" just now, and which someone had watched then. */
export async function watching(words: readonly (string | null)[], doing: Doing = {}) {
  const counted: { pending: Pending } = { pending: almost };
  const { probe, contexts } = seeing(counted, "unclear", ...words);
  const opened = await bench({ flows: [watched], probe, ...doing });
  const run = await toLook(opened);
  await opened.drain();
  await act(opened, run, { kind: "watch", visit: "look#1" });
  await opened.drain();
  return { opened, run, contexts, counted };
}

export const act = ({ engine }: Bench, run: string, done: Act, by = "UANA") =>
  engine.act(run, done, by);

export const later = async (opened: Bench, ms: number): Promise<void> => {
  opened.pass(ms);
  await opened.drain();
};

export const stands = async ({ engine }: Bench, run: string) =>
  currentVisit(await engine.read(run));
export const kinds = async ({ engine }: Bench, run: string) =>
  (await engine.read(run)).log.map(({ kind }) => kind);
