import {
  type Answers,
  type Choice,
  type Evidence,
  type Flow,
  type KnownFacts,
  type Step,
  signatureOf,
  withFacts,
} from "#language";
import type { Catalogue } from "../engine/catalogue.ts";
import type { Probes } from "../engine/ports.ts";
import { readAnswers } from "../run/answers.ts";
import { BadInput } from "../run/errors.ts";
import type { Run } from "../run/run.ts";
import { choiceLeadsTo } from "../run/transitions.ts";
import { askFields, type Rehearser } from "./ask-fields.ts";
import { createWalker, pastedOr, toldFinding, toldProbes, type Walker } from "./walker.ts";

export interface Trial {
  readonly catalogue: Catalogue;
  readonly flow: Flow;
  /** Answers that need not be asked, by name. */
  readonly known: Answers;
  /** Looks that really ask the world; where there are none, the person says what is found. */
  readonly probes?: Probes | undefined;
}

/** Walks a runbook with one person, as a run would. Resolves with the run when it has ended. */
export async function tryFlow(person: Rehearser, trial: Trial): Promise<Run> {
  const { catalogue, flow, known } = trial;
  const fields = catalogue.packs.fields;
  const probes =
    trial.probes ??
    toldProbes(
      catalogue,
      pastedOr(async (probe) => toldFinding(probe, await foundBy(person, probe.findings))),
    );
  const walker = await createWalker({ catalogue, flow, probes });
  const { out } = person;
  out(`${flow.title}\n${flow.about.introduction}\n`);
  try {
    const facts = await askFields(person, fields, flow.inputs, known);
    const told = readAnswers(fields, flow.inputs, facts);
    // What a step finds is asked after its words.
    announce(person, trial, flow.start, { facts: told.answers, said: told.said });
    let run = await walker.start(facts);
    while (run.ending === undefined) run = await takeStep(person, trial, walker, run);
    const end = withFacts(flow, run).ends[run.ending.end];
    out(`\nThe end: ${end?.title ?? run.ending.end} (${run.ending.outcome})\n${end?.say ?? ""}`);
    return run;
  } finally {
    await walker.close();
  }
}

/** Says what a step is, before its probe looks where it asks for nothing first. */
function announce({ out }: Rehearser, trial: Trial, name: string, known: KnownFacts): void {
  const { catalogue, flow } = trial;
  const step = withFacts(flow, known).steps[name];
  if (step === undefined) return;
  const at = Object.keys(flow.steps).indexOf(name) + 1;
  out(`\n${at}. ${step.title}\n${step.say}`);
  const signature = signatureOf(catalogue.packs.signatures, step.probe, step.proves);
  const command =
    typeof step.probe === "object"
      ? signature?.generic?.command?.(step.probe, known.facts)
      : undefined;
  for (const line of [...(step.byHand ?? []), ...(command ? [command] : [])]) out(`   $ ${line}`);
  for (const item of Object.values(step.checklist ?? {})) out(`   ☐ ${item}`);
  if (signature !== undefined) out(`   (${signature.doing}.)`);
}

async function takeStep(
  person: Rehearser,
  trial: Trial,
  walker: Walker,
  before: Run,
): Promise<Run> {
  const { catalogue, flow, known } = trial;
  const { fields } = catalogue.packs;
  const name = before.visits.at(-1)?.step ?? "";
  const stepAt = (run: Run) => withFacts(flow, run).steps[name];
  const run =
    before.visits.at(-1)?.state === "asking"
      ? await walker.answer(await askFields(person, fields, stepAt(before)?.ask ?? {}, known))
      : before;
  const step = stepAt(run);
  if (step === undefined) throw new BadInput(`There is no step ${name}.`);
  const evidence = run.visits.at(-1)?.evidence;
  if (evidence !== undefined) tell(person, evidence);
  const choice = await chosenBy(person, step, evidence?.finding ?? null);
  const ask = step.choices[choice]?.ask ?? {};
  const answers = await askFields(person, fields, ask, known);
  const told = readAnswers(fields, ask, answers);
  const led = choiceLeadsTo(flow, run, choice);
  announce(person, trial, led.kind === "step" ? led.step : "", {
    facts: { ...run.facts, ...told.answers },
    said: { ...run.said, ...told.said },
  });
  return walker.choose(choice, answers);
}

function tell({ out }: Rehearser, { says, next, queries }: Omit<Evidence, "facts">): void {
  out(`→ ${says}`);
  for (const line of next ?? []) out(`   ${line}`);
  for (const query of queries) out(`   $ ${query}`);
}

async function foundBy(person: Rehearser, findings: readonly string[]): Promise<string | null> {
  const options = [...findings, "nothing can be read"];
  const at = await numberOf(person, "What does it find?", options);
  return findings[at] ?? null;
}

/** The recommended choice stands first, and Enter takes it. */
async function chosenBy(person: Rehearser, step: Step, finding: string | null): Promise<string> {
  const names = Object.keys(step.choices);
  const first = names.filter((name) => name === finding);
  const ordered = [...first, ...names.filter((name) => name !== finding)];
  const labels = ordered.map((name) => labelOf(step.choices[name], name === finding));
  const at = await numberOf(
    person,
    "What do you decide?",
    labels,
    first.length > 0 ? 0 : undefined,
  );
  return ordered[at] ?? "";
}

function labelOf(choice: Choice | undefined, isRecommended: boolean): string {
  const confirmed = choice?.confirm === undefined ? "" : ", confirmed by a colleague";
  return `${choice?.label}${isRecommended ? " (recommended)" : ""}${confirmed}`;
}

/** Which of these, by its number. */
async function numberOf(
  person: Rehearser,
  question: string,
  options: readonly string[],
  usual?: number,
): Promise<number> {
  person.out(question);
  for (const [at, option] of options.entries()) person.out(`  ${at + 1}  ${option}`);
  const hint = usual === undefined ? "" : ` [${usual + 1}]`;
  for (;;) {
    const typed = await person.ask(`1 to ${options.length}${hint}: `);
    const at = typed === "" ? usual : /^\d{1,3}$/.test(typed) ? Number(typed) - 1 : undefined;
    if (at !== undefined && options[at] !== undefined) return at;
    person.out(`Type a number from 1 to ${options.length}.`);
  }
}
