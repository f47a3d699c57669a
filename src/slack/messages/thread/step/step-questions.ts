import type { Button, KnownBlock } from "@slack/types";
import type { Fields, Offer } from "#language";
import { ownValue } from "../../../../language/own-value.ts";
import { offeredAnswers } from "../../../../run/offered-answers.ts";
import type { Run } from "../../../../run/run.ts";
import {
  type ButtonHandle,
  button,
  context,
  menu,
  preformatted,
  row,
  section,
} from "../../blocks/blocks.ts";
import { escapeLine, shortLine } from "../../blocks/escape.ts";
import { cutText } from "../../blocks/limits.ts";
import type { ViewInputs } from "../view-inputs.ts";
import { backAndSkip, type Deciding, readConfiguration } from "./decision-blocks.ts";

/** What a step must know first: the questions, and the shortest way to answer them. */
export function questionBlocks(here: Deciding, inputs: ViewInputs): readonly KnownBlock[] {
  const { run, visit, step } = here;
  const { command } = inputs;
  const handle = { run: run.id, visit: visit.id };
  return [
    ...(command === undefined
      ? []
      : [section("Run this, and answer with what it prints:"), preformatted(command)]),
    section(questions(run, step.ask ?? {})),
    ...row(answers(here), menu(handle, [...readConfiguration(inputs), ...backAndSkip(run)])),
    context("You do not need to know everything. “I do not know” is an answer too."),
  ];
}

const questions = ({ said }: Run, ask: Fields): string =>
  Object.entries(ask)
    .map(([name, { label }]) => {
      const before = ownValue(said, name)?.words.join("; then ");
      return `• ${escapeLine(label)}${before === undefined ? "" : ` Before: ${shortLine(before, 500)}`}`;
    })
    .join("\n");

/** What evidence knows first, then the form, then what was answered before. */
function answers({ flow, run, visit, step: { ask = {} } }: Deciding): readonly Button[] {
  const handle = { run: run.id, visit: visit.id };
  const offer = offeredAnswers(flow, run, visit);
  const isKnown = Object.entries(ask).every(
    ([name, { optional }]) => optional || ownValue(run.facts, name) !== undefined,
  );
  return [
    ...(offer ? [foundButton(offer, handle)] : []),
    button("Answer", { act: "answer", ...handle }, offer ? undefined : "primary"),
    ...(isKnown ? [button("Same as before", { act: "answerAgain", ...handle })] : []),
  ];
}

const foundButton = ({ says }: Offer, handle: Pick<ButtonHandle, "run" | "visit">): Button =>
  button(
    `Go by what was found: ${cutText(says, 30)} (recommended)`,
    { act: "answerFound", ...handle },
    "primary",
  );
