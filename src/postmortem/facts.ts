import type { Flow } from "#language";
import { lasting } from "../language/amounts.ts";
import { subjectNames } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Word } from "../run/sentence.ts";
import { textsOf } from "../run/slices/postmortem.ts";
import type { FactName } from "./template.ts";

export function factsOf(
  flow: Flow,
  run: Run,
  title: string,
): { readonly [Name in FactName]: readonly Word[] } {
  const { ending, startedAt } = run;
  const stillOpen = ["not closed yet"];
  return {
    title: [title],
    runbook: [`${flow.title} (${run.flow}, version ${run.version})`],
    subject: [subjectNames(run) || "no subject"],
    run: [run.id],
    started: [{ time: startedAt, day: true }],
    closed: ending ? [{ time: ending.at, day: true }] : stillOpen,
    duration: ending ? [lasting(ending.at - startedAt)] : stillOpen,
    outcome: ending ? [outcomes[ending.outcome]] : stillOpen,
    driver: [{ person: run.driver }],
    origin: [originOf(run)],
  };
}

const outcomes = {
  resolved: "resolved",
  elsewhere: "handled elsewhere",
  open: "closed, not settled",
  stopped: "stopped",
} as const;

const originOf = (run: Run): string =>
  Object.keys(textsOf(run)).length === 0
    ? "Every sentence comes from the recorded log of the run. Times are UTC."
    : "Every sentence comes from the recorded log of the run, but for what people wrote under their names. Times are UTC.";
