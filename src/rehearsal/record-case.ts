import { stringify } from "yaml";
import type { Answers, Flow, Json } from "#language";
import { ownValue } from "../language/own-value.ts";
import { namesIn } from "../probes/deciding/condition.ts";
import type { RunEvent } from "../run/event.ts";
import { stepOf as stepOfVisit } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Visit } from "../run/visits.ts";
import type { CaseStep, Cases, FlowCase } from "./cases.ts";

/** A run's walk as a .test.yaml file, as it stood at last: without what was taken back, and without an end after which it went on. */
export function recordCase(flow: Flow, run: Run): string {
  const cases: Cases = { flow: flow.id, cases: { [`as in run ${run.id}`]: caseOf(flow, run) } };
  return `${headOf(flow)}${stringify(cases, { lineWidth: 100 })}`;
}

const headOf = ({ id, version }: Flow): string =>
  `# Walked with ${id}@${version}. Read it before it is kept: answers are as people gave them.\n`;

function caseOf(flow: Flow, run: Run): FlowCase {
  const walked = run.visits.filter(({ superseded }) => !superseded);
  const { end = "" } = run.ending ?? {};
  const steps = walked.flatMap((visit, place) => {
    const taken = takenAt(run, visit, walked[place + 1]);
    return taken === undefined ? [] : [stepOf(flow, run, visit, taken)];
  });
  return {
    facts: startedWith(run),
    now: new Date(run.startedAt).toISOString(),
    steps,
    ends: (ownValue(flow.ends, end) ? end : run.visits.at(-1)?.step) ?? flow.start,
  };
}

const startedWith = ({ log }: Run): FlowCase["facts"] => {
  const [first] = log;
  return first?.kind === "started" ? plain(first.facts) : {};
};

/** What was decided at a visit, where the run went on from it; undefined where somebody went back to it or opened the run again. */
function takenAt(run: Run, { id }: Visit, next: Visit | undefined): Taken | undefined {
  const taken = run.log.findLast(
    (event) => (event.kind === "chosen" || event.kind === "skipped") && event.visit === id,
  );
  if (taken?.kind !== "chosen" && taken?.kind !== "skipped") return undefined;
  const { led } = taken;
  const goesOn = next === undefined || (led.kind === "step" && led.step === next.step);
  return goesOn ? taken : undefined;
}

type Taken = Extract<RunEvent, { readonly kind: "chosen" | "skipped" }>;

function stepOf(flow: Flow, run: Run, visit: Visit, taken: Taken): CaseStep {
  const answers = answersAt(run, visit, taken);
  const finding = visit.evidence?.finding ?? null;
  const values = valuesOf(flow, visit);
  return {
    at: visit.step,
    ...(answers === undefined ? {} : { answers: plain(answers) }),
    ...(values === undefined ? {} : { values }),
    ...(visit.evidence === undefined ? {} : { finds: finding }),
    ...(taken.kind === "skipped" ? { skip: true } : {}),
    ...(taken.kind === "skipped" || taken.choice === finding ? {} : { take: taken.choice }),
    ...(taken.kind === "chosen" && Object.keys(taken.answers).length > 0
      ? { with: plain(taken.answers) }
      : {}),
  };
}

/** What its questions were answered, also at an earlier visit of the step whose answers it goes on with. */
function answersAt({ log }: Run, { step, said }: Visit, until: RunEvent): Answers | undefined {
  if (said === undefined) return undefined;
  const told = log
    .slice(0, log.indexOf(until))
    .findLast((event) => event.kind === "answered" && stepOfVisit(event.visit) === step);
  return told?.kind === "answered" ? told.answers : undefined;
}

/** What a probe that is stated as data read, of what its findings ask for; what was pasted stands among the answers. */
function valuesOf(flow: Flow, { step, evidence }: Visit): CaseStep["values"] {
  const probe = flow.steps[step]?.probe;
  const { values } = evidence?.numbers ?? {};
  if (typeof probe !== "object" || probe.kind === "paste" || !isTable(values)) return undefined;
  const asked = [...new Set(Object.values(probe.findings).flatMap(namesIn))];
  const all: { [name: string]: Json } = {};
  for (const name of asked) {
    const [root = "", part] = name.split(".", 2);
    const value = ownValue(values, root);
    if (value === undefined) continue;
    const before = ownValue(all, root);
    const parts = part !== undefined && isTable(value) ? { [part]: value[part] ?? null } : value;
    all[root] = isTable(parts) && isTable(before) ? { ...before, ...parts } : parts;
  }
  return plain(all);
}

const isTable = (value: Json | undefined): value is Answers =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Facts as data that can be written; they are Json already, read-only. */
const plain = (answers: Answers): Record<string, never> =>
  structuredClone(answers) as { [name: string]: Json } as Record<string, never>;
