import type { Button, KnownBlock } from "@slack/types";
import type { Choice, Flow, Step } from "#language";
import { ownValue } from "../../../../language/own-value.ts";
import { choiceLabel } from "../../../../run/labels.ts";
import { madeAnswers } from "../../../../run/offered-answers.ts";
import type { Run } from "../../../../run/run.ts";
import { choiceAsks, recommendedChoice } from "../../../../run/slices/choices.ts";
import { canBeWatched } from "../../../../run/slices/watches.ts";
import { type Proposal, previousStep, type Visit } from "../../../../run/visits.ts";
import { button, context, type MenuEntry, menu, row, section } from "../../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../../blocks/escape.ts";
import { cutText } from "../../blocks/limits.ts";
import { queriesButton } from "../evidence/evidence-blocks.ts";
import type { ViewInputs } from "../view-inputs.ts";
import { toldBlocks } from "./finished-step.ts";

// With the menu four, as many as a thumb finds.
const mostButtons = 3;

/** A visit that waits for a decision, and what it belongs to. */
export interface Deciding {
  readonly flow: Flow;
  readonly run: Run;
  readonly visit: Visit;
  readonly step: Step;
}

/**
 * The ways out of a visit that is to be decided: three in sight, the others in a menu. The first is the only primary one: what is
 * proposed; the recommended choice; another look where nothing could be read; a watch where to look again is all that is recommended. A
 * person's statement stands beside it, and is never primary.
 */
export function decisionBlocks(here: Deciding): readonly KnownBlock[] {
  const { run, visit } = here;
  const { shown, asks = [], more = [] } = ways(here);
  const buttons = [...shown, ...queriesButton(run, visit)].slice(0, mostButtons);
  const rest = [...more, ...anyway(here)];
  return [
    ...unknownWord(here),
    ...asks,
    ...row(buttons, menu({ run: run.id, visit: visit.id }, rest)),
  ];
}

export const backAndSkip = (run: Run): readonly MenuEntry[] => [
  ...(previousStep(run) ? [{ label: "Back", act: "back" } as const] : []),
  { label: "Skip…", act: "skip" },
];

/** Files can tell what some steps ask. */
export const readConfiguration = ({ isToldByFiles = false }: ViewInputs): readonly MenuEntry[] =>
  isToldByFiles ? [{ label: "Read a configuration", act: "readConfig" }] : [];

/** Whether a choice fits where the run stands: not beside what rules it out, nor without what it rests on. */
export function isOffered(
  { unless = [], after, asShown }: Choice,
  { flow, run, visit }: Pick<Deciding, "flow" | "run" | "visit">,
): boolean {
  if (unless.includes(visit.evidence?.finding ?? "")) return false;
  if (after !== undefined && !run.visits.some(({ step }) => step === after)) return false;
  return asShown === undefined || madeAnswers(flow, visit) !== undefined;
}

interface Ways {
  readonly shown: readonly Button[];
  readonly asks?: readonly KnownBlock[];
  readonly more?: readonly MenuEntry[];
}

function ways(here: Deciding): Ways {
  const { flow, run, visit } = here;
  if (visit.proposal !== undefined)
    return { shown: proposalButtons(run, visit), more: others(here) };
  const advised = recommendedChoice(flow, visit);
  if (advised === undefined) return visit.evidence?.finding === null ? unread(here) : open(here);
  return leadsBack(here, advised) ? pending(here, advised) : known(here, advised);
}

function known(here: Deciding, advised: string): Ways {
  const beside = [...statements(here), ...asides(here)].filter((name) => name !== advised);
  return {
    shown: [
      choice(here, advised, "primary"),
      ...beside.slice(0, 1).map((name) => choice(here, name)),
    ],
    more: [...others(here), ...lookAgain(here)],
  };
}

/** To look again is all that the evidence recommends: Handrail can do that alone, or a person says what changed. */
function pending(here: Deciding, advised: string): Ways {
  const { flow, visit } = here;
  const again = { label: labelOf(here, advised), act: "choose", item: advised } as const;
  if (canBeWatched(flow, visit) && !visit.watch)
    return { shown: [watch(here)], more: [again, ...others(here)] };
  const [statement] = statements(here);
  return statement === undefined
    ? { shown: [choice(here, advised, "primary")], more: others(here) }
    : { shown: [choice(here, statement), choice(here, advised)], more: others(here) };
}

const unread = (here: Deciding): Ways => ({
  shown: [...look(here, "primary"), elseButton(here, "Decide without it…")],
});

function open(here: Deciding): Ways {
  const names = offeredNames(here);
  const [only] = names;
  if (only !== undefined && names.length === 1) {
    const isStatement = here.step.choices[only]?.marks !== undefined;
    const button = choice(here, only);
    return {
      shown: [isStatement ? button : { ...button, style: "primary" }],
      more: lookAgain(here),
    };
  }
  const fits = names.length <= mostButtons;
  const shown = names.slice(0, fits ? mostButtons : mostButtons - 1);
  const rest = fits ? [] : [elseButton(here, "Something else…")];
  return {
    asks: [section("*Your decision.* What fits?")],
    shown: [...shown.map((name) => choice(here, name)), ...rest],
    more: lookAgain(here),
  };
}

/** A probe may have learnt to find what an older version of the runbook has no choice for. */
function unknownWord({ visit, step }: Deciding): readonly KnownBlock[] {
  const finding = visit.evidence?.finding ?? undefined;
  if (finding === undefined || Object.hasOwn(step.choices, finding)) return [];
  const counts = Object.hasOwn(step.choices, "unclear") ? " It counts as unclear." : "";
  const says = `The look says “${shortLine(finding, 100)}”, a word that this version of the runbook does not know.`;
  return [context(`${says}${counts}`)];
}

function leadsBack({ visit, step }: Deciding, name: string): boolean {
  const to = ownValue(step.choices, name)?.to;
  return (typeof to === "object" ? to.again : to) === visit.step;
}

function choice(here: Deciding, item: string, style?: "primary"): Button {
  const { flow, run, visit } = here;
  const asks = choiceAsks(flow, visit, item);
  const act = asks.reason || Object.keys(asks.ask).length > 0 ? "chooseOther" : "choose";
  const label = labelOf(here, item);
  const text = style ? `${cutText(label, 60)} (recommended)` : label;
  return button(text, { act, run: run.id, visit: visit.id, item }, style);
}

/** "Rolled out as shown: 70 s" */
function labelOf({ flow, visit, step }: Deciding, item: string): string {
  const { label = item, asShown } = ownValue(step.choices, item) ?? {};
  const shown = asShown && madeAnswers(flow, visit);
  return shown ? `${label}: ${shown.says}` : label;
}

const offeredNames = (here: Deciding): readonly string[] =>
  Object.keys(here.step.choices).filter((name) => {
    const one = here.step.choices[name];
    return one !== undefined && isOffered(one, here);
  });

/** What only a person can say: that a change is rolled out. */
const statements = (here: Deciding): readonly string[] =>
  offeredNames(here).filter((name) => {
    const { beside, marks } = here.step.choices[name] ?? {};
    return beside && marks;
  });

const asides = (here: Deciding): readonly string[] =>
  offeredNames(here).filter((name) => {
    const { beside, marks } = here.step.choices[name] ?? {};
    return beside && !marks;
  });

const others = (here: Deciding): readonly MenuEntry[] =>
  offeredNames(here).length > 1 ? [{ label: "Something else…", act: "chooseOther" }] : [];

const lookAgain = ({ step }: Deciding): readonly MenuEntry[] =>
  step.probe ? [{ label: "Look again", act: "lookAgain" }] : [];

const anyway = ({ run, step }: Deciding): readonly MenuEntry[] => [
  ...(step.ask ? [{ label: "Change the answers", act: "answer" } as const] : []),
  ...backAndSkip(run),
];

const elseButton = ({ run, visit }: Deciding, label: string): Button =>
  button(label, { act: "chooseOther", run: run.id, visit: visit.id });

const watch = ({ run, visit }: Deciding): Button =>
  button("Watch it for me", { act: "watch", run: run.id, visit: visit.id }, "primary");

const look = ({ run, visit, step }: Deciding, style?: "primary"): readonly Button[] =>
  step.probe
    ? [button("Look again", { act: "lookAgain", run: run.id, visit: visit.id }, style)]
    : [];

/** What was picked and waits for a second person; nothing where nothing does. */
export function proposalBlocks(flow: Flow, visit: Visit): readonly KnownBlock[] {
  const { proposal: open } = visit;
  if (open === undefined) return [];
  const label = choiceLabel(flow, visit.step, open.choice);
  const why = open.reason === null ? "" : `\nReason: ${shortLine(open.reason, 1_000)}`;
  return [
    section(`${mention(open.by)} picked “${escapeLine(label)}”.${why}\n*${waits[open.needs]}*`),
    ...toldBlocks(open.said),
  ];
}

function proposalButtons(run: Run, { id: visit, proposal: open }: Visit): readonly Button[] {
  if (open === undefined) return [];
  const handle = { run: run.id, visit, item: String(open.event) };
  return [
    button("Confirm", { act: "confirm", ...handle }, "primary"),
    button("Take it back", { act: "withdrawProposal", ...handle }),
  ];
}

const waits: { readonly [Needs in Proposal["needs"]]: string } = {
  another: "It counts once someone else has confirmed it.",
  confirmer: "It counts once a confirmer has confirmed it.",
};
