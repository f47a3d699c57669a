import type { Button, KnownBlock } from "@slack/types";
import type { Flow, Step } from "#flow";
import { choiceAsks, recommended } from "../../engine/decide.ts";
import type { Run, Visit } from "../../engine/run.ts";
import { button, context, row, section } from "./blocks.ts";
import { escapeLine } from "./escape.ts";
import { cut } from "./limits.ts";

// One row of buttons takes 25; further choices stand behind "Something else…".
const mostButtons = 20;

/**
 * The ways out of a visit that is to be decided: the recommended one first and alone, the others
 * behind "Something else…", which asks why, but for those beside the question; without a recommendation all of them, plain.
 */
export function choices(flow: Flow, run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  return [...unknownWord(visit, step), ...ways(flow, run, visit, step)];
}

/** A probe may have learnt to find what an older version of the runbook has no choice for. */
function unknownWord({ evidence }: Visit, step: Step): readonly KnownBlock[] {
  const finding = evidence?.finding ?? undefined;
  if (finding === undefined || Object.hasOwn(step.choices, finding)) return [];
  const counts = Object.hasOwn(step.choices, "unclear") ? " It counts as unclear." : "";
  const word = cut(escapeLine(finding), 100);
  return [
    context(
      `The look says “${word}”, a word that this version of the runbook does not know.${counts}`,
    ),
  ];
}

function ways(flow: Flow, run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  const advised = recommended(flow, visit);
  const names = Object.keys(step.choices);
  if (advised === undefined) {
    const buttons = names.slice(0, mostButtons).map((name) => choiceButton(flow, run, visit, name));
    const more = names.length > mostButtons ? [elseButton(run, visit)] : [];
    return [section("*Your decision.* What fits?"), ...row([...buttons, ...more])];
  }
  const label = cut(escapeLine(step.choices[advised]?.label ?? advised), 200);
  const beside = names.filter((name) => name !== advised && step.choices[name]?.beside === true);
  return [
    section(`*Your decision.* The evidence recommends: ${label}.`),
    ...row([
      choiceButton(flow, run, visit, advised, "primary"),
      ...beside.map((name) => choiceButton(flow, run, visit, name)),
      ...(names.length > 1 + beside.length ? [elseButton(run, visit)] : []),
    ]),
  ];
}

function choiceButton(flow: Flow, run: Run, visit: Visit, item: string, style?: "primary"): Button {
  const asks = choiceAsks(flow, visit, item);
  const act = asks.reason || Object.keys(asks.ask).length > 0 ? "chooseOther" : "choose";
  const label = flow.steps[visit.step]?.choices[item]?.label ?? item;
  const text = style ? `${cut(label, 60)} (recommended)` : label;
  return button(text, { act, run: run.id, visit: visit.id, item }, style);
}

const elseButton = (run: Run, visit: Visit): Button =>
  button("Something else…", { act: "chooseOther", run: run.id, visit: visit.id });
