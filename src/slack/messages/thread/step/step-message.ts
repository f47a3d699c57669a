import type { Button, KnownBlock } from "@slack/types";
import type { Flow, Step } from "#language";
import { stepTitle } from "../../../../run/labels.ts";
import type { Run } from "../../../../run/run.ts";
import { recommendedChoice } from "../../../../run/slices/choices.ts";
import { picturesOf } from "../../../../run/slices/looks.ts";
import { visitLeftBy } from "../../../../run/slices/taking-back.ts";
import { canBeWatched } from "../../../../run/slices/watches.ts";
import type { Visit } from "../../../../run/visits.ts";
import { button, context, menu, preformatted, row, section } from "../../blocks/blocks.ts";
import { escapeLine, escapeText, mention } from "../../blocks/escape.ts";
import { keyedMessage, memoizeMessages, type PostMessage } from "../../blocks/message.ts";
import { clockToken } from "../../blocks/times.ts";
import { shortChecklist } from "../checklist.ts";
import {
  adviceBlocks,
  commandBlocks,
  evidenceBlocks,
  pictureBlocks,
  type Telling,
} from "../evidence/evidence-blocks.ts";
import { pictureBlock } from "../evidence/picture.ts";
import { strengthSays, withFullStop } from "../evidence/verdict.ts";
import { goneBlocks } from "../notices.ts";
import type { ViewInputs } from "../view-inputs.ts";
import { backAndSkip, type Deciding, decisionBlocks, proposalBlocks } from "./decision-blocks.ts";
import { finishedBlocks, isTakenBack, toldBlocks, withdrawnLine } from "./finished-step.ts";
import { questionBlocks } from "./step-questions.ts";
import { lookProgressLine } from "./waiting-words.ts";
import { watchBlocks, watchOffer } from "./watch-blocks.ts";

/**
 * The message of one visit, or of looks at the same step one after the other: the verdict, what to press, then what it is about; one
 * line of record once it is over.
 */
export function stepMessage(
  flow: Flow,
  run: Run,
  visit: Visit,
  key: string,
  inputs: ViewInputs,
): PostMessage {
  const step = flow.steps[visit.step];
  const { left: leaving } = visit;
  if (leaving) {
    const undo = undoHere(run, visit, inputs);
    return past(
      visit,
      [flow, run.followUps, run.ending === undefined, key, undo, isTakenBack(run, visit)],
      () => keyedMessage(key, "thread", finishedBlocks(flow, run, visit, leaving, undo)),
    );
  }
  if (inputs.gone && !run.ending)
    return keyedMessage(key, "thread", [
      section(title(flow, visit)),
      ...goneBlocks(run, inputs.gone),
    ]);
  if (!step || run.ending) return keyedMessage(key, "thread", [section(title(flow, visit))]);
  return keyedMessage(key, "thread", now({ flow, run, visit, step }, inputs));
}

const past = memoizeMessages<Visit>();

/** What can still be taken back, where it was decided at this visit. */
function undoHere(run: Run, { id }: Visit, { undo }: ViewInputs): number | undefined {
  const event = undo === undefined ? undefined : run.log[undo];
  if (event === undefined || event.kind === "published") return undefined;
  return visitLeftBy(run, event).id === id ? undo : undefined;
}

const title = (flow: Flow, visit: Visit): string => `*${named(flow, visit)}*`;

const named = (flow: Flow, { step }: Visit): string => escapeLine(stepTitle(flow, step));

function now(here: Deciding, inputs: ViewInputs): readonly KnownBlock[] {
  const { visit } = here;
  switch (visit.state) {
    case "asking":
      return [...opening(here), ...questionBlocks(here, inputs)];
    case "looking":
      return [section(title(here.flow, visit)), ...looking(here, inputs)];
    case "deciding":
      return visit.evidence ? found(here, visit.evidence, inputs) : toDecide(here, inputs);
    case "over":
      return [];
    default:
      throw new Error(`Unknown state: ${JSON.stringify(visit.state satisfies never)}`);
  }
}

/** The lines of a step that only people can do, to copy; where Handrail looks they stand behind the button of its evidence. */
const byHandLines = ({ probe, byHand = [] }: Step): readonly KnownBlock[] =>
  probe !== undefined || byHand.length === 0 ? [] : [preformatted(byHand.join("\n"))];

/** What a step is about, where nothing else can be said yet. */
const opening = ({ flow, visit, step }: Deciding): readonly KnownBlock[] => [
  section(`${title(flow, visit)}\n${escapeText(step.say)}`),
];

/** The verdict, what to press, and only then what was asked and what it looks like. */
function found(here: Deciding, evidence: Found, inputs: ViewInputs): readonly KnownBlock[] {
  const { flow, run, visit } = here;
  const strength = strengthSays(evidence);
  const about = [withFullStop(`Step: ${named(flow, visit)}`), ...(strength ? [strength] : [])];
  return [
    ...evidenceBlocks(evidence, telling(here, evidence, inputs)),
    ...waysOn(here, inputs),
    context(about.join(" ")),
    ...stopLine(visit),
    ...toldBlocks(visit.said ?? {}),
    // A watch that has looked since has counted further than it shows.
    ...(isOlder(visit, inputs)
      ? []
      : pictureBlocks(evidence, picturesOf(run, visit).map(pictureBlock))),
  ];
}

type Found = NonNullable<Visit["evidence"]>;

/** A change stands where it is made, and advice where there is no next step that tells it. */
function telling(here: Deciding, { finding, pending }: Found, inputs: ViewInputs): Telling {
  const { flow, visit, step } = here;
  const advised = recommendedChoice(flow, visit);
  const to = step.choices[advised ?? ""]?.to;
  const next = flow.steps[typeof to === "string" ? to : ""];
  const isToldThere = next?.probe !== undefined && next.probe === step.probe;
  const isStuck = finding === null || advised === undefined || typeof to === "object";
  // What it waits for, and how far it is, says the line of the watch.
  const isWaiting = pending != null && pending.expectedAt !== null;
  const isSaidBelow = isWaiting && (visit.watch !== undefined || canBeWatched(flow, visit));
  return {
    remedy: !isToldThere,
    advice: isStuck ? 2 : 0,
    ...(isSaidBelow ? { sentence: isOlder(visit, inputs) ? "none" : "first" } : {}),
  };
}

/** Whether the watch has looked since the step's own look. */
const isOlder = ({ id, watch }: Visit, { progress }: ViewInputs): boolean =>
  watch !== undefined && progress?.visit === id;

const toDecide = (here: Deciding, inputs: ViewInputs): readonly KnownBlock[] => [
  ...opening(here),
  ...stopLine(here.visit),
  ...toldBlocks(here.visit.said ?? {}),
  ...foundBefore(here.run, here.visit, here.step),
  ...byHandLines(here.step),
  ...shortChecklist(here.run, here.step.checklist ?? {}),
  ...waysOn(here, inputs),
  ...commandsBefore(here.run, here.visit, here.step),
];

const waysOn = (here: Deciding, inputs: ViewInputs): readonly KnownBlock[] => [
  ...(here.visit.proposal ? [] : withdrawnLine(here.flow, here.visit)),
  ...proposalBlocks(here.flow, here.visit),
  ...(here.visit.watch
    ? watchBlocks(here.run, here.visit, here.visit.watch, inputs)
    : [...watchOffer(here.flow, here.run, here.visit), ...decisionBlocks(here)]),
];

function looking({ run, visit }: Deciding, inputs: ViewInputs): readonly KnownBlock[] {
  const progress = inputs.progress?.visit === visit.id ? inputs.progress.progress : undefined;
  return [
    section(`${escapeLine(inputs.doing ?? "Looking")}…`),
    ...(progress ? [context(lookProgressLine(progress))] : []),
    ...stopLine(visit),
    ...row(stopButton(run, visit), menu({ run: run.id, visit: visit.id }, backAndSkip(run))),
  ];
}

const stopButton = (run: Run, { id, cancelled }: Visit): readonly Button[] =>
  cancelled ? [] : [button("Stop looking", { act: "cancel", run: run.id, visit: id })];

/** Who stopped the look, also after it has told what it saw until then. */
const stopLine = ({ cancelled }: Visit): readonly KnownBlock[] =>
  cancelled
    ? [context(`${mention(cancelled.by)} stopped the look, ${clockToken(cancelled.at)}.`)]
    : [];

/**
 * At a step that does not look itself: what to do by what was found that led there; the finding itself stands one message above.
 * Where things are only ticked off there is nothing to do.
 */
export function foundBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  const evidence = evidenceBefore(run, visit, step);
  return evidence === undefined ? [] : adviceBlocks(evidence, most);
}

/** The commands of the same, below the buttons. */
function commandsBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  const evidence = evidenceBefore(run, visit, step);
  return evidence === undefined ? [] : commandBlocks(evidence);
}

function evidenceBefore(run: Run, visit: Visit, { probe, checklist }: Step): Visit["evidence"] {
  if (probe !== undefined || checklist !== undefined) return undefined;
  const before = run.visits.slice(0, run.visits.indexOf(visit));
  const { evidence } = before.findLast(({ superseded }) => !superseded) ?? {};
  return evidence?.finding === null ? undefined : evidence;
}

/** Advice is all there is here. */
const most = 6;
