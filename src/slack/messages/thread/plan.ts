import type { PlanBlock, TaskCardBlock } from "@slack/types";
import type { Flow } from "#language";
import { routeFrom } from "../../../language/flow-picture.ts";
import { stepTitle } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import type { Word } from "../../../run/sentence.ts";
import { currentVisit, type Visit } from "../../../run/visits.ts";
import { plainLine } from "../blocks/escape.ts";
import { cutBytes, cutText } from "../blocks/limits.ts";
import { richLine } from "../blocks/sentences.ts";
import { headlineOf } from "./evidence/verdict.ts";
import { seenBeforeChange, whatWasDone } from "./step/finished-step.ts";
import { waitingLine } from "./step/waiting-words.ts";

// https://docs.slack.dev/reference/block-kit/blocks/plan-block
const mostTasks = 50;
const mostTitle = 100;

/** The steps of a run with their state: who did what and when, what was seen, and what is still to come. */
export function planBlock(flow: Flow, run: Run, isGone: boolean): PlanBlock {
  const walked = walkedSteps(run);
  const ahead = run.ending || isGone ? [] : stepsAhead(flow, run, walked.map(stepOf));
  const room = roomFor(walked.length);
  const tasks = [
    ...walked.map((visit) => walkedTask(flow, run, visit, room)),
    ...ahead.map((step) => task(flow, step, "pending")),
  ];
  const here = walked.findIndex(({ step }) => step === currentVisit(run).step) + 1;
  const title = cutText(stepTitle(flow, currentVisit(run).step), mostTitle);
  return {
    type: "plan",
    title: run.ending ? stepsWalked(walked.length) : `Step ${here} of ${tasks.length}: ${title}`,
    tasks: around(here, tasks),
  };
}

/** As many as Slack takes, among them the step where the run stands. */
function around(here: number, tasks: readonly TaskCardBlock[]): TaskCardBlock[] {
  const from = Math.max(0, Math.min(here - 10, tasks.length - mostTasks));
  return tasks.slice(from, from + mostTasks);
}

const stepOf = ({ step }: Visit): string => step;

/** The newest visit of each step that was not taken back, in the order in which the steps were first reached. */
function walkedSteps({ visits }: Run): readonly Visit[] {
  const newest = new Map(visits.map((visit) => [visit.step, visit]));
  return [...newest.values()].filter(({ superseded }) => !superseded);
}

/** Bytes for each text of a task: Slack counts them twice, and the card has other things to say too. */
const roomFor = (walked: number): number =>
  Math.max(30, Math.min(200, Math.floor(5_000 / (4 * Math.max(1, walked)))));

const stepsWalked = (count: number): string =>
  `${count} ${count === 1 ? "step was" : "steps were"} walked`;

function walkedTask(flow: Flow, run: Run, visit: Visit, room: number): TaskCardBlock {
  const { evidence, step } = visit;
  return {
    ...task(flow, step, statusOf(run, visit)),
    details: richLine(happened(flow, visit, room)),
    ...(evidence && !isAbove(run, visit)
      ? {
          output: richLine([
            cutBytes(`${seenBeforeChange(flow, visit)}${headlineOf(evidence)}`, room) || "–",
          ]),
        }
      : {}),
  };
}

/** What the step where the run stands found is the card's own sentence. */
const isAbove = ({ ending }: Run, { left, evidence }: Visit): boolean =>
  ending === undefined && left === undefined && evidence?.finding != null;

function task(flow: Flow, step: string, status: TaskCardBlock["status"]): TaskCardBlock {
  const title = cutText(plainLine(stepTitle(flow, step)).trim(), mostTitle);
  return { type: "task_card", task_id: step, title: title.trim() === "" ? "–" : title, status };
}

function statusOf(run: Run, visit: Visit): TaskCardBlock["status"] {
  if (visit.left) return visit.left.how === "stopped" ? "error" : "complete";
  if (run.ending) return "pending";
  return isStuck(run, visit) ? "error" : "in_progress";
}

/** The look came to nothing, so that a person has to see to it. */
const isStuck = ({ troubles }: Run, { id, evidence }: Visit): boolean =>
  evidence?.finding === null || troubles.some(({ work }) => work === `probe ${id}`);

function happened(flow: Flow, visit: Visit, room: number): readonly Word[] {
  const { left } = visit;
  if (!left) return waitingLine(visit);
  return [
    { person: left.by },
    " ",
    ...whatWasDone(flow, visit, left, room),
    ", ",
    { time: left.at },
    ".",
  ];
}

const stepsAhead = (flow: Flow, run: Run, walked: readonly string[]): readonly string[] =>
  routeFrom(flow, run.visits.at(-1)?.step).filter((ahead) => !walked.includes(ahead));
