import { stringify } from "yaml";
import type { Answers, Flow, Json } from "#language";
import { own } from "../language/own.ts";
import { namesIn } from "../probes/deciding/condition.ts";
import type { RunEvent } from "../run/event.ts";
import type { Run } from "../run/run.ts";
import type { Visit } from "../run/visits.ts";
import type { Case, CaseStep, Cases } from "./cases.ts";

/** A run's walk as a .test.yaml file, as it stood at last: without what was taken back, and without an end after which it went on. */
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
  const { end = "" } = run.ending ?? {};
  const steps = walked.flatMap((visit) => stepOf(flow, run, visit, asked));
  return {
    facts: startedWith(run),
    now: new Date(run.startedAt).toISOString(),
    steps,
    ends: (own(flow.ends, end) ? end : run.visits.at(-1)?.step) ?? flow.start,
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
  if (taken.led.kind === "end" && visit !== run.visits.at(-1)) return [];
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

/** What a probe that is stated as data read, of what its findings ask for; what was pasted stands among the answers. */
function valuesOf(flow: Flow, { step, evidence }: Visit): CaseStep["values"] {
  const probe = flow.steps[step]?.probe;
  const { values } = evidence?.numbers ?? {};
  if (typeof probe !== "object" || probe.kind === "paste" || !isTable(values)) return undefined;
  const asked = [...new Set(Object.values(probe.findings).flatMap(namesIn))];
  const all: { [name: string]: Json } = {};
  for (const name of asked) {
    const [root = "", part] = name.split(".", 2);
    const value = own(values, root);
    if (value === undefined) continue;
    const before = own(all, root);
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
