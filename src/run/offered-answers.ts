import type { Answers, Choice, FieldKinds, Flow, Offer } from "#language";
import { type AnswersInWords, readAnswers } from "./answers.ts";
import { NotFound } from "./errors.ts";
import type { RunState } from "./state.ts";
import type { Visit } from "./visits.ts";

/**
 * What the newest evidence that counts would answer the questions of a visit with: all that must be answered. Undefined where no
 * evidence knows it.
 */
export function offeredAnswers(
  flow: Flow,
  run: Pick<RunState, "visits">,
  { step }: Visit,
): Offer | undefined {
  const ask = flow.steps[step]?.ask ?? {};
  const needed = Object.keys(ask).filter((name) => ask[name]?.optional !== true);
  const fits = ({ answers }: Offer) =>
    needed.length > 0 && needed.every((name) => Object.hasOwn(answers, name));
  const found = run.visits.findLast(
    ({ superseded, evidence }) => !superseded && evidence?.offers && fits(evidence.offers),
  )?.evidence?.offers;
  return found && { ...found, answers: askedIn(ask, found.answers) };
}

/** The answers that a visit's questions have once the change is made that its evidence shows first. */
export function madeAnswers(flow: Flow, { step, evidence }: Visit): Offer | undefined {
  const makes = evidence?.remedies?.[0]?.makes;
  return makes && { ...makes, answers: askedIn(flow.steps[step]?.ask ?? {}, makes.answers) };
}

/** The answers that were found. Throws NotFound where nothing was. */
export function foundAnswers(flow: Flow, run: Pick<RunState, "visits">, visit: Visit): Answers {
  const offer = offeredAnswers(flow, run, visit);
  if (offer === undefined) throw new NotFound("Nothing was found that answers this step.");
  return offer.answers;
}

/** What was told with a choice, and where it states that the change was made as shown, what the step's questions are answered with. */
export function withMadeAnswers(
  kinds: FieldKinds,
  flow: Flow,
  visit: Visit,
  { asShown }: Choice,
  told: AnswersInWords,
): AnswersInWords {
  const { ask = {} } = flow.steps[visit.step] ?? {};
  const { answers = {} } = (asShown && madeAnswers(flow, visit)) || {};
  const asked = Object.entries(ask).filter(([name]) => Object.hasOwn(answers, name));
  const shown = readAnswers(kinds, Object.fromEntries(asked), answers);
  return {
    answers: { ...shown.answers, ...told.answers },
    said: { ...shown.said, ...told.said },
  };
}

const askedIn = (ask: object, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => Object.hasOwn(ask, name)));
