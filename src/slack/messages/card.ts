import type { Flow } from "#flow";
import type { Ending, Run, Visit } from "../../engine/run.ts";
import { button, context, header, row, section } from "./blocks.ts";
import { endingLine } from "./ending.ts";
import { escapeLine, mention } from "./escape.ts";
import type { Extras } from "./extras.ts";
import { goneBlocks } from "./gone.ts";
import { marks } from "./marks.ts";
import type { PostMessage } from "./message.ts";
import { post } from "./post.ts";
import { subjectOf } from "./subject.ts";
import { clock, dayAndClock } from "./times.ts";
import { verdictSoFar } from "./verdict.ts";
import { restingLine, wakeButton } from "./waiting.ts";

/**
 * The run at a glance: what is known, who drives, which steps are done, and the buttons that always
 * apply.
 */
export const card = (flow: Flow, run: Run, { gone }: Extras = {}): PostMessage =>
  post("card", "root", [
    header(flow.title),
    section(run.ending ? endingLine(flow, run, run.ending) : soFar(run)),
    context(whoAndWhere(flow, run)),
    section(steps(flow, run, gone !== undefined)),
    ...(gone ? goneBlocks(run, gone) : row(run.ending ? [] : always(run))),
  ]);

const soFar = (run: Run): string =>
  [
    `*So far:* ${verdictSoFar(run) ?? "nothing is known yet. The thread has the next step."}`,
    ...(run.parked ? [restingLine(run)] : []),
  ].join("\n");

function whoAndWhere(flow: Flow, run: Run): string {
  const subject = subjectOf(flow, run);
  const parts = [
    ...(subject ? [subject] : []),
    `Driver: ${mention(run.driver)}`,
    `Started ${dayAndClock(run.startedAt)} by ${mention(run.startedBy)}`,
  ];
  return parts.join("  ·  ");
}

const always = (run: Run) => [
  button("Catch me up", { act: "catchUp", run: run.id }),
  button("Add a note", { act: "note", run: run.id }),
  button("Hand over", { act: "handOver", run: run.id }),
  button("Take over", { act: "takeOver", run: run.id }),
  run.parked ? wakeButton(run) : button("Park", { act: "park", run: run.id }),
  button("Stop", { act: "stop", run: run.id }),
];

function steps(flow: Flow, run: Run, isGone: boolean): string {
  const latest = new Map(run.visits.map((visit) => [visit.step, visit]));
  const walked = [...latest.values()].map((visit) => stepLine(flow, visit, run.ending));
  const ahead = run.ending || isGone ? [] : toCome(flow, run, [...latest.keys()]);
  return [...walked, ...ahead.map((step) => `·  ${titleOf(flow, step)}`)].join("\n");
}

function stepLine(flow: Flow, visit: Visit, ending: Ending | undefined): string {
  const title = titleOf(flow, visit.step);
  if (visit.left === undefined) return ending ? `·  ${title}` : `→  *${title}*`;
  const { how, by, at } = visit.left;
  return `${marks[how]}  ${title}: ${mention(by)}, ${clock(at)}`;
}

/** The steps still to come when each first choice is taken: the way the runbook is meant to go. */
function toCome(flow: Flow, run: Run, walked: readonly string[]): readonly string[] {
  const route: string[] = [];
  let step = next(flow, run.visits.at(-1)?.step);
  while (step !== undefined && !route.includes(step)) {
    route.push(step);
    step = next(flow, step);
  }
  return route.filter((ahead) => !walked.includes(ahead));
}

function next(flow: Flow, step: string | undefined): string | undefined {
  const target = Object.values(flow.steps[step ?? ""]?.choices ?? {})[0]?.to;
  const name = typeof target === "object" ? target.again : target;
  return name !== undefined && flow.steps[name] ? name : undefined;
}

const titleOf = (flow: Flow, step: string): string => escapeLine(flow.steps[step]?.title ?? step);
