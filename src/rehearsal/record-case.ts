import { stringify } from "yaml";
import type { Answers, Flow, Json } from "#language";
import type { RunEvent } from "../run/event.ts";
import type { Run } from "../run/run.ts";
import type { Visit } from "../run/visits.ts";
import type { Case, CaseStep, Cases } from "./cases.ts";

/** A run's walk as a .test.yaml file; `skipped` are choices that a case cannot take. */
export function recordCase(flow: Flow, run: Run): string {
  const cases: Cases = { flow: flow.id, cases: { [`as in run ${run.id}`]: caseOf(flow, run) } };
  return `${headOf(flow)}${stringify(cases, { lineWidth: 100 })}`;
}

const headOf = ({ id, version }: Flow): string =>
  `# Walked with ${id}@${version}. Read it before it is kept: answers are as people gave them.\n`;

function caseOf(flow: Flow, run: Run): Case {
  const walked = run.visits.filter(({ superseded }) => !superseded);
  const asked = new Map<string, Answers>();
  for (const event of run.log) collectAnswers(asked, event);
  const steps = walked.flatMap((visit) => stepOf(flow, run, visit, asked));
  return {
    facts: startedWith(run),
    now: new Date(run.startedAt).toISOString(),
    steps,
    ends: run.ending?.end ?? "TODO: where it shall end",
  };
}

const startedWith = ({ log }: Run): Case["facts"] => {
  const [first] = log;
  return first?.kind === "started" ? plain(first.facts) : {};
};

function collectAnswers(asked: Map<string, Answers>, event: RunEvent): void {
  if (event.kind === "answered") asked.set(event.visit, event.answers);
}

function stepOf(
  flow: Flow,
  run: Run,
  visit: Visit,
  asked: ReadonlyMap<string, Answers>,
): readonly CaseStep[] {
  const taken = run.log.findLast(
    (event) => (event.kind === "chosen" || event.kind === "skipped") && event.visit === visit.id,
  );
  if (taken?.kind !== "chosen" && taken?.kind !== "skipped") return [];
  const answers = asked.get(visit.id);
  const finding = visit.evidence?.finding ?? null;
  const values = valuesOf(flow, visit);
  return [
    {
      at: visit.step,
      ...(answers === undefined ? {} : { answers: plain(answers) }),
      ...(values === undefined ? {} : { values }),
      ...(visit.evidence === undefined ? {} : { finds: finding }),
      ...(taken.choice === finding ? {} : { take: taken.choice }),
      ...(taken.kind === "chosen" && Object.keys(taken.answers).length > 0
        ? { with: plain(taken.answers) }
        : {}),
    },
  ];
}

/** What a probe that is stated as data read; what was pasted stands among the answers. */
function valuesOf(flow: Flow, { step, evidence }: Visit): CaseStep["values"] {
  const probe = flow.steps[step]?.probe;
  if (typeof probe !== "object" || probe.kind === "paste") return undefined;
  const values = evidence?.numbers.values;
  return typeof values === "object" && values !== null && !Array.isArray(values)
    ? plain(values as Answers)
    : undefined;
}

/** Facts as data that can be written; they are Json already, read-only. */
const plain = (answers: Answers): Record<string, never> =>
  structuredClone(answers) as { [name: string]: Json } as Record<string, never>;
