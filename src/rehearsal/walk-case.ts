import type { Evidence, Flow } from "#language";
import type { Catalogue } from "../engine/catalogue.ts";
import { ownValue } from "../language/own-value.ts";
import { judgeEvidence } from "../probes/judge-finding.ts";
import { HandrailError } from "../run/errors.ts";
import type { Run } from "../run/run.ts";
import type { CaseStep, FlowCase } from "./cases.ts";
import {
  createWalker,
  pastedOr,
  type ToldEvidence,
  toldFinding,
  toldProbes,
  type Walker,
} from "./walker.ts";

/** What a case came to: the choices that it took, and what was not as it says. */
export interface Walked {
  /** "backlog.too-old" */
  readonly taken: readonly string[];
  /** The first thing that was not so, with the index of its step; undefined where all was. */
  readonly wrong?: Wrong;
}

export interface Wrong {
  readonly step?: number;
  /** A sentence. */
  readonly says: string;
}

const usualStart = "2026-01-01T00:00:00Z";

/** Walks a case by the rules of a run. */
export async function walkCase(catalogue: Catalogue, flow: Flow, walk: FlowCase): Promise<Walked> {
  let step: CaseStep | undefined = walk.steps[0];
  const probes = toldProbes(
    catalogue,
    tellingOf(() => step),
  );
  const from = Date.parse(walk.now ?? usualStart);
  const walker = await createWalker({ catalogue, flow, probes, from });
  const taken: string[] = [];
  let at: number | undefined;
  try {
    let run = await walker.start(walk.facts ?? {});
    for (const [index, here] of walk.steps.entries()) {
      at = index;
      refuseMisplaced(flow, here);
      const choice = await takeStep(flow, walker, run, here);
      taken.push(`${here.at}.${choice}`);
      step = walk.steps[index + 1];
      run = await (here.skip ? walker.skip() : walker.choose(choice, here.with ?? {}));
    }
    at = undefined;
    if (placeOf(run) !== walk.ends)
      throw new Unlike(`It comes to ${placeOf(run)}, and ${walk.ends} is expected.`);
    return { taken };
  } catch (error) {
    if (!(error instanceof Unlike || error instanceof HandrailError)) throw error;
    return { taken, wrong: { ...(at === undefined ? {} : { step: at }), says: error.message } };
  } finally {
    await walker.close();
  }
}

/** What is not as the case says; a sentence. */
class Unlike extends Error {}

const placeOf = (run: Run): string => run.ending?.end ?? run.visits.at(-1)?.step ?? "nothing";

/** What a choice asks is not answered by the step: the one stands under `with`, the other under `answers`. */
function refuseMisplaced({ steps }: Flow, { at, answers = {}, take = "" }: CaseStep): void {
  const { ask = {}, choices = {} } = steps[at] ?? {};
  const asked = ownValue(choices, take)?.ask ?? {};
  const moved = Object.keys(answers).find((name) => !ownValue(ask, name) && ownValue(asked, name));
  if (moved !== undefined)
    throw new Unlike(
      `“${moved}” is what the choice ${take} asks: write it under with, not answers.`,
    );
}

/** Answers and looks as the step says. The choice to take. */
async function takeStep(flow: Flow, walker: Walker, before: Run, step: CaseStep): Promise<string> {
  if (placeOf(before) !== step.at)
    throw new Unlike(`The walk is at ${placeOf(before)}, and ${step.at} is expected.`);
  const run = step.answers === undefined ? before : await walker.answer(step.answers);
  const visit = run.visits.at(-1);
  if (visit?.state === "asking" && !step.skip)
    throw new Unlike(`${step.at} asks first: write its answers under answers.`);
  const found = visit?.evidence?.finding ?? null;
  if (step.finds !== undefined && found !== step.finds)
    throw new Unlike(
      `It finds ${found ?? "nothing"}, and ${step.finds ?? "nothing"} is expected. ${visit?.evidence?.details.at(-1) ?? visit?.evidence?.says ?? ""}`.trim(),
    );
  const choice = step.skip ? flow.steps[step.at]?.skip : (step.take ?? found);
  if (step.skip && choice === undefined) throw new Unlike("This step cannot be skipped.");
  if (choice == null) throw new Unlike("Nothing is found that recommends a choice: write take.");
  return choice;
}

/** What probes see at the step of the case where the walk stands. */
function tellingOf(here: () => CaseStep | undefined): ToldEvidence {
  return pastedOr(async (probe, context): Promise<Evidence> => {
    const { asks } = context;
    const { values, finds } = here() ?? {};
    if (asks !== undefined && values !== undefined)
      return judgeEvidence(
        probe,
        asks.probe,
        { about: "The case", values, source: "the case", queries: [] },
        context,
      );
    return toldFinding(probe, finds ?? null);
  });
}
