import type { Flow } from "#language";
import { subjectNames } from "../../../run/labels.ts";
import type { Run, RunRow } from "../../../run/run.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import { dayAndClock } from "../blocks/times.ts";

/** "*The queue backs up*: orders (eu-west-1), open since 03:12, driven by @ana" */
export function runLine(row: RunRow, flows: readonly Flow[] = []): string {
  const flow = flows.find(({ id }) => id === row.flow);
  const name = `*${shortLine(flow?.title ?? row.flow, 150)}*`;
  const subject = row.subject === "" ? "" : ` ${shortLine(row.subject, 200)},`;
  const since = `${row.status} since ${dayAndClock(row.startedAt)}`;
  return `${name}:${subject} ${since}, driven by ${mention(row.driver)}`;
}

/** A run in a sentence: "*A queue backs up* for orders (eu-west-1)". */
export function runNamed(flow: Flow, run: Run): string {
  const names = subjectNames(run);
  return `*${escapeLine(flow.title)}*${names === "" ? "" : ` for ${escapeLine(names)}`}`;
}
