import type { KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import type { Broken } from "../../../engine/catalogue.ts";
import { withoutMarks } from "../../../language/texts/visible-text.ts";
import { subjectNames } from "../../../run/labels.ts";
import type { Run, RunRow } from "../../../run/run.ts";
import { button, context, header, row, section } from "../blocks/blocks.ts";
import type { ActName } from "../blocks/click-actions.ts";
import { escapeLine, escapeText, mention, shortLine } from "../blocks/escape.ts";
import { dayAndClock } from "../blocks/times.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";

/** "*The queue backs up*: orders (eu-west-1), open since 03:12, driven by @ana" */
export function runLine(row: RunRow, flows: readonly Flow[] = []): string {
  const flow = flows.find(({ id }) => id === row.flow);
  const name = `*${shortLine(flow?.title ?? row.flow, 150)}*`;
  const subject = row.subject === "" ? "" : ` ${shortLine(withoutMarks(row.subject), 200)},`;
  const since = `${row.status} since ${dayAndClock(row.startedAt)}`;
  return `${name}:${subject} ${since}, driven by ${mention(row.driver)}`;
}

/** A run in a sentence: "*A queue backs up* for orders (eu-west-1)". */
export function runNamed(flow: Flow, run: Run): string {
  const names = subjectNames(run);
  return `*${escapeLine(flow.title)}*${names === "" ? "" : ` for ${escapeLine(names)}`}`;
}

/** As many as can be told apart at a glance, and fit on a phone. */
const mostRuns = 10;

const withButtons = (
  runs: readonly RunRow[],
  [label, act]: readonly [string, ActName],
  lineOf: (run: RunRow) => string = runLine,
): readonly KnownBlock[] =>
  runs
    .slice(0, mostRuns)
    .flatMap((run) => [section(lineOf(run)), ...row([button(label, { act, run: run.id })])]);

const mostFlows = 25;

/** The flows that can be started, those with mistakes, and the runs that are open in this channel. */
export const runList = (
  flows: readonly Flow[],
  open: readonly RunRow[],
  broken: readonly Broken[] = [],
): Reply =>
  replyWith([
    section(["*Runbooks*", ...flows.slice(0, mostFlows).map(flowLine)].join("\n")),
    ...(broken.length === 0 ? [] : [section(leftOut(broken))]),
    section(open.length === 0 ? "No runbook is open in this channel." : "*Open in this channel*"),
    ...withButtons(open, ["Where do we stand?", "status"], (run) => runLine(run, flows)),
  ]);

function leftOut(broken: readonly Broken[]): string {
  const lines = broken.slice(0, mostFlows).map(({ name, problems: [first = "", ...more] }) => {
    const others =
      more.length === 0 ? "" : ` (${more.length} more; \`handrail flows check\` says all)`;
    return `• \`${escapeLine(name)}\`: ${shortLine(first, 200)}${others}`;
  });
  return ["*Left out, because of mistakes in them*", ...lines].join("\n");
}

/** "`sqs-backlog`: A queue that backs up" */
const flowLine = ({ id, title }: Flow): string => `\`${escapeLine(id)}\`: ${shortLine(title, 200)}`;

/**
 * These runs are open here: which one is meant? One alone is asked about in a thread that has no run. Its buttons carry `act` (status, note, stop, …)
 * and the run.
 */
export const pickRun = (act: ActName, runs: readonly RunRow[]): Reply =>
  replyWith([
    section(runs.length === 1 ? onlyOne : "Several runbooks are open here. Which one do you mean?"),
    ...withButtons(runs, ["This one", act]),
  ]);

const onlyOne = "No runbook lives in this thread. Do you mean this one of the channel?";

/** Which runs can be taken here, with a button and what to type instead. */
export function whichToResume(runs: readonly RunRow[], command: string): Reply {
  if (runs.length === 0) return replyWith([section("No runbook is open in another channel.")]);
  return replyWith([
    section("To take a runbook here, press its button or type its line:"),
    ...withButtons(
      runs,
      ["Go on here", "resume"],
      (run) => `${runLine(run)}\n${resumeLine(command, run.id)}`,
    ),
  ]);
}

export interface Unshown {
  readonly row: RunRow;
  readonly why: string;
}

/** At the top of App Home: runs whose threads cannot be written, why, and how to go on. */
export const unshownRuns = (unshown: readonly Unshown[], command: string): readonly KnownBlock[] =>
  unshown.length === 0
    ? []
    : [
        header("Runbooks whose thread cannot be written"),
        ...unshown
          .slice(0, mostRuns)
          .flatMap(({ row, why }) => [
            section(`${runLine(row)}\n${escapeText(why)}`),
            context(howToGoOn(command, row.id)),
          ]),
      ];

export const howToGoOn = (command: string, run: string): string =>
  `Nothing is lost. To go on in another channel, type there: ${resumeLine(command, run)}. Typed in this one, it tries again.`;

const resumeLine = (command: string, run: string): string =>
  `\`${escapeLine(command)} resume ${escapeLine(shortId(run))}\``;

/** The beginning of a run's id, which is enough to type. */
export const shortId = (run: string): string => run.slice(0, 8);
