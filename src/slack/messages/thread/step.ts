import type { Button, KnownBlock } from "@slack/types";
import { type Flow, probeId, type Step } from "#language";
import { own } from "../../../language/own.ts";
import type { Run } from "../../../run/run.ts";
import { picturesOf } from "../../../run/slices/looks.ts";
import type { Leaving, Visit } from "../../../run/visits.ts";
import { button, context, row, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText, mention } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import type { PostMessage } from "../blocks/message.ts";
import { post } from "../blocks/post.ts";
import { preformatted } from "../blocks/preformatted.ts";
import { clock } from "../blocks/times.ts";
import { shortChecklist } from "./checklist.ts";
import { backAndSkip, decision, readConfiguration } from "./decision.ts";
import { evidenceBlocks } from "./evidence.ts";
import type { Extras } from "./extras.ts";
import { foundBefore } from "./found-before.ts";
import { goneBlocks } from "./gone.ts";
import { left, told } from "./left.ts";
import { pictureBlock } from "./picture.ts";
import { progressLine } from "./progress.ts";
import { proposal } from "./proposal.ts";
import { remedyBlocks } from "./remedies.ts";
import { settled } from "./settled.ts";
import { nthTime } from "./visit-words.ts";
import { watchBlocks, watchOffer } from "./watching.ts";

/**
 * The message of one visit: what to do and why, the evidence, the ways on; one line of record once
 * it is over.
 */
export function stepMessage(flow: Flow, run: Run, visit: Visit, extras: Extras): PostMessage {
  const step = flow.steps[visit.step];
  const key = `step/${visit.id}`;
  const { left: leaving } = visit;
  if (leaving) {
    const undo = undoHere(run, leaving, extras);
    return past(visit, [flow, run.followUps, run.ending === undefined, undo], () =>
      post(key, "thread", left(flow, run, visit, leaving, undo)),
    );
  }
  if (extras.gone && !run.ending)
    return post(key, "thread", [section(title(flow, visit)), ...goneBlocks(run, extras.gone)]);
  if (!step || run.ending) return post(key, "thread", [section(title(flow, visit))]);
  const blocks = [
    section(`${title(flow, visit)}\n${escapeText(step.say)}`),
    ...now(flow, run, visit, step, extras),
  ];
  return post(key, "thread", blocks);
}

const past = settled<Visit>();

/** What can still be taken back, where it was decided at this visit. */
function undoHere(run: Run, { at }: Leaving, { undo }: Extras): number | undefined {
  const event = undo === undefined ? undefined : run.log[undo];
  return event?.kind !== "published" && event?.at === at ? undo : undefined;
}

const title = (flow: Flow, { id, step }: Visit): string =>
  `*${escapeLine(flow.steps[step]?.title ?? step)}*${nthTime(id)}`;

function now(
  flow: Flow,
  run: Run,
  visit: Visit,
  step: Step,
  extras: Extras,
): readonly KnownBlock[] {
  switch (visit.state) {
    case "asking":
      return [...lastAdvice(run, visit, step), ...asking(run, visit, step, extras)];
    case "looking":
      return looking(run, visit, extras);
    case "deciding":
      return [
        ...stopLine(visit),
        ...told(visit.said ?? {}),
        ...(visit.evidence
          ? evidenceBlocks(visit.evidence, picturesOf(run, visit).map(pictureBlock))
          : foundBefore(run, visit, step)),
        ...byHandLines(step),
        ...shortChecklist(flow, run, step.checklist ?? {}),
        ...proposal(flow, run, visit),
        ...(visit.watch
          ? watchBlocks(run, visit, visit.watch, extras)
          : [...decision({ flow, run, visit, step }), ...watchOffer(flow, run, visit)]),
      ];
    case "over":
      return [];
    default:
      throw new Error(`Unknown state: ${JSON.stringify(visit.state satisfies never)}`);
  }
}

/** The lines of a step that only people can do, to copy; where Handrail looks they stand behind the button of its evidence. */
const byHandLines = ({ probe, byHand = [] }: Step): readonly KnownBlock[] =>
  probe !== undefined || byHand.length === 0 ? [] : [preformatted(byHand.join("\n"))];

/** While the answers are to be given anew: what the last look of the same kind said to change, and it may still be to do. */
function lastAdvice(run: Run, { id }: Visit, { probe }: Step): readonly KnownBlock[] {
  const last = run.visits.findLast(
    ({ evidence, superseded }) =>
      !superseded && probe !== undefined && evidence?.probe.startsWith(`${probeId(probe)}@`),
  );
  if (!last?.evidence || last.id === id) return [];
  const remedies = remedyBlocks((last.evidence.remedies ?? []).slice(0, 1));
  return remedies.length === 0 ? [] : [context("What the last look said to change:"), ...remedies];
}

function asking(run: Run, visit: Visit, step: Step, extras: Extras): readonly KnownBlock[] {
  const { command } = extras;
  const { ask = {} } = step;
  const questions = Object.entries(ask).map(([name, { label }]) => {
    const before = own(run.said, name)?.words.join("; then ");
    const said = before === undefined ? "" : ` Before: ${cut(escapeLine(before), 500)}`;
    return `• ${escapeLine(label)}${said}`;
  });
  const handle = { run: run.id, visit: visit.id };
  const isKnown = Object.entries(ask).every(
    ([name, { optional }]) => optional || own(run.facts, name) !== undefined,
  );
  return [
    ...(command === undefined
      ? []
      : [section("Run this, and answer with what it prints:"), preformatted(command)]),
    section(`Handrail needs to know:\n${questions.join("\n")}`),
    context("You do not need to know everything. “I do not know” is an answer too."),
    ...row([
      button("Answer", { act: "answer", ...handle }, "primary"),
      ...(isKnown ? [button("Same as before", { act: "answerAgain", ...handle })] : []),
      ...readConfiguration(run, visit, extras),
      ...backAndSkip(run, visit),
    ]),
  ];
}

function looking(run: Run, visit: Visit, extras: Extras): readonly KnownBlock[] {
  const progress = extras.progress?.visit === visit.id ? extras.progress.progress : undefined;
  return [
    section(`${escapeLine(extras.doing ?? "Looking")}…`),
    ...(progress ? [context(progressLine(progress))] : []),
    ...stopLine(visit),
    ...row([...stopButton(run, visit), ...backAndSkip(run, visit)]),
  ];
}

const stopButton = (run: Run, { id, cancelled }: Visit): readonly Button[] =>
  cancelled ? [] : [button("Stop looking", { act: "cancel", run: run.id, visit: id })];

/** Who stopped the look, also after it has told what it saw until then. */
const stopLine = ({ cancelled }: Visit): readonly KnownBlock[] =>
  cancelled ? [context(`${mention(cancelled.by)} stopped the look, ${clock(cancelled.at)}.`)] : [];
