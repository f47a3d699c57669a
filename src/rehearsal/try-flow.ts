import {
  type Answers,
  type Choice,
  type Evidence,
  type Flow,
  type Step,
  signatureOf,
} from "#language";
import type { Catalogue } from "../engine/catalogue.ts";
import type { Probes } from "../engine/ports.ts";
import { BadInput } from "../run/errors.ts";
import type { Run } from "../run/run.ts";
import { destination } from "../run/transitions.ts";
import { askFields, type Person } from "./ask-fields.ts";
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
export async function tryFlow(person: Person, trial: Trial): Promise<Run> {
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
    // What a step finds is asked after its words.
    let run = await announced(person, trial, flow.start, () => walker.start(facts));
    while (run.ending === undefined) run = await takeStep(person, trial, walker, run);
    const end = flow.ends[run.ending.end];
    out(`\nThe end: ${end?.title ?? run.ending.end} (${run.ending.outcome})\n${end?.say ?? ""}`);
    return run;
  } finally {
    await walker.close();
  }
}

/** Says what a step is, before its probe looks where it asks for nothing first. */
async function announced(
  { out }: Person,
  { catalogue, flow }: Trial,
  name: string,
  go: () => Promise<Run>,
): Promise<Run> {
  const step = flow.steps[name];
  if (step !== undefined) {
    const at = Object.keys(flow.steps).indexOf(name) + 1;
    out(`\n${at}. ${step.title}\n${step.say}`);
    for (const line of step.byHand ?? []) out(`   $ ${line}`);
    const doing = signatureOf(catalogue.packs.signatures, step.probe, step.proves)?.doing;
    if (doing !== undefined) out(`   (${doing}.)`);
  }
  return go();
}

async function takeStep(person: Person, trial: Trial, walker: Walker, before: Run): Promise<Run> {
  const { catalogue, flow, known } = trial;
  const { fields } = catalogue.packs;
  const name = before.visits.at(-1)?.step ?? "";
  const step = flow.steps[name];
  if (step === undefined) throw new BadInput(`There is no step ${name}.`);
  const run =
    before.visits.at(-1)?.state === "asking"
      ? await walker.answer(await askFields(person, fields, step.ask ?? {}, known))
      : before;
  const evidence = run.visits.at(-1)?.evidence;
  if (evidence !== undefined) tell(person, evidence);
  const choice = await chosenBy(person, step, evidence?.finding ?? null);
  const answers = await askFields(person, fields, step.choices[choice]?.ask ?? {}, known);
  const led = destination(flow, run, choice);
  const next = led.kind === "step" ? led.step : led.end;
  return announced(person, trial, next, () => walker.choose(choice, answers));
}

function tell({ out }: Person, { says, next, queries }: Omit<Evidence, "facts">): void {
  out(`→ ${says}`);
  for (const line of next ?? []) out(`   ${line}`);
  for (const query of queries) out(`   $ ${query}`);
}

async function foundBy(person: Person, findings: readonly string[]): Promise<string | null> {
  const options = [...findings, "nothing can be read"];
  const at = await numberOf(person, "What does it find?", options);
  return findings[at] ?? null;
}

/** The recommended choice stands first, and Enter takes it. */
async function chosenBy(person: Person, step: Step, finding: string | null): Promise<string> {
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
  person: Person,
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
