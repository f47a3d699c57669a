import type { Button, KnownBlock } from "@slack/types";
import type { Flow, Step } from "#language";
import { own } from "../../../language/own.ts";
import type { Run } from "../../../run/run.ts";
import { choiceAsks, recommended } from "../../../run/slices/choices.ts";
import { previousStep, type Visit } from "../../../run/visits.ts";
import { button, context, row, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { queriesButton } from "./evidence.ts";
import type { Extras } from "./extras.ts";

// One row of buttons takes 25; further choices stand behind "Something else…".
const mostButtons = 20;

/** A visit that waits for a decision, and what it belongs to. */
export interface Deciding {
  readonly flow: Flow;
  readonly run: Run;
  readonly visit: Visit;
  readonly step: Step;
}

/**
 * The ways out of a visit that is to be decided. The obvious next thing is the only primary button: the recommended choice;
 * new answers where that choice says that nothing has changed yet; another look where nothing could be read. Without any of
 * these all choices stand alike. Below them stands what is always possible.
 */
export function decision(here: Deciding): readonly KnownBlock[] {
  const blocks = ways(here);
  return here.visit.proposal === undefined ? blocks : blocks.map(unstressed);
}

/** To confirm what is proposed is the obvious next thing already. */
function unstressed(block: KnownBlock): KnownBlock {
  if (block.type !== "actions") return block;
  const plain = ({ style: _style, ...button }: Button): Button => button;
  return {
    ...block,
    elements: block.elements.map((one) => (one.type === "button" ? plain(one) : one)),
  };
}

function ways(here: Deciding): readonly KnownBlock[] {
  const advised = recommended(here.flow, here.visit);
  if (advised === undefined)
    return here.visit.evidence?.finding === null ? unread(here) : open(here);
  const isAgain = leadsBack(here, advised);
  return isAgain && needsAnswers(here.step)
    ? unchanged(here, advised)
    : known(here, advised, isAgain);
}

/** The way back and around a step that is not decided yet. */
export function backAndSkip(run: Run, visit: Visit): readonly Button[] {
  const handle = { run: run.id, visit: visit.id };
  return [
    ...(previousStep(run) ? [button("Back", { act: "back", ...handle })] : []),
    button("Skip…", { act: "skip", ...handle }),
  ];
}

/** Files can tell what some steps ask. */
export function readConfiguration(
  run: Run,
  visit: Visit,
  { isToldByFiles = false }: Extras,
): readonly Button[] {
  const handle = { run: run.id, visit: visit.id };
  return isToldByFiles ? [button("Read a configuration", { act: "readConfig", ...handle })] : [];
}

/** To look again is what the recommended choice does already, where it leads back to its own step. */
const known = (here: Deciding, advised: string, isAgain: boolean): readonly KnownBlock[] => [
  ...unknownWord(here),
  ...row([choice(here, advised, "primary"), ...others(here, advised)]),
  ...row(aside(here, [...(isAgain ? [] : look(here)), ...update(here)])),
];

const unchanged = (here: Deciding, advised: string): readonly KnownBlock[] => [
  ...unknownWord(here),
  ...row([...update(here, "primary"), choice(here, advised), ...others(here, advised)]),
  ...row(aside(here, [])),
];

const unread = (here: Deciding): readonly KnownBlock[] => [
  ...row([
    ...look(here, "primary"),
    ...beside(here).map((name) => choice(here, name)),
    elseButton(here, "Decide without it…"),
  ]),
  ...row(aside(here, update(here))),
];

function open(here: Deciding): readonly KnownBlock[] {
  const names = Object.keys(here.step.choices);
  const below = row(aside(here, [...look(here), ...update(here)]));
  const [only] = names;
  if (only !== undefined && names.length === 1)
    return [...row([{ ...choice(here, only), style: "primary" }]), ...below];
  const shown = names.slice(0, mostButtons).map((name) => choice(here, name));
  const more = names.length > mostButtons ? [elseButton(here, "Something else…")] : [];
  return [
    ...unknownWord(here),
    section("*Your decision.* What fits?"),
    ...row([...shown, ...more]),
    ...below,
  ];
}

/** A probe may have learnt to find what an older version of the runbook has no choice for. */
function unknownWord({ visit, step }: Deciding): readonly KnownBlock[] {
  const finding = visit.evidence?.finding ?? undefined;
  if (finding === undefined || Object.hasOwn(step.choices, finding)) return [];
  const counts = Object.hasOwn(step.choices, "unclear") ? " It counts as unclear." : "";
  const says = `The look says “${cut(escapeLine(finding), 100)}”, a word that this version of the runbook does not know.`;
  return [context(`${says}${counts}`)];
}

/** Whether a choice leads to the very step it is made at. */
function leadsBack({ visit, step }: Deciding, name: string): boolean {
  const to = own(step.choices, name)?.to;
  return (typeof to === "object" ? to.again : to) === visit.step;
}

const needsAnswers = ({ ask = {} }: Step): boolean =>
  Object.values(ask).some(({ optional }) => optional !== true);

function choice({ flow, run, visit }: Deciding, item: string, style?: "primary"): Button {
  const asks = choiceAsks(flow, visit, item);
  const act = asks.reason || Object.keys(asks.ask).length > 0 ? "chooseOther" : "choose";
  const label = own(flow.steps[visit.step]?.choices ?? {}, item)?.label ?? item;
  const text = style ? `${cut(label, 60)} (recommended)` : label;
  return button(text, { act, run: run.id, visit: visit.id, item }, style);
}

/** Those beside the question of the step, and the way to all the rest. */
function others(here: Deciding, advised: string): readonly Button[] {
  const names = beside(here).filter((name) => name !== advised);
  const isMore = Object.keys(here.step.choices).length > names.length + 1;
  return [
    ...names.map((name) => choice(here, name)),
    ...(isMore ? [elseButton(here, "Something else…")] : []),
  ];
}

const beside = ({ step }: Deciding): readonly string[] =>
  Object.keys(step.choices).filter((name) => step.choices[name]?.beside === true);

const elseButton = ({ run, visit }: Deciding, label: string): Button =>
  button(label, { act: "chooseOther", run: run.id, visit: visit.id });

const look = ({ run, visit, step }: Deciding, style?: "primary"): readonly Button[] =>
  step.probe
    ? [button("Look again", { act: "lookAgain", run: run.id, visit: visit.id }, style)]
    : [];

/** Its form reads configurations too. */
const update = ({ run, visit, step }: Deciding, style?: "primary"): readonly Button[] =>
  step.ask
    ? [button("Update the answers", { act: "answer", run: run.id, visit: visit.id }, style)]
    : [];

const aside = ({ run, visit }: Deciding, more: readonly Button[]): readonly Button[] => [
  ...queriesButton(run, visit),
  ...more,
  ...backAndSkip(run, visit),
];
