import type { Answers, Choice, Fields, Flow } from "#language";
import { ownValue } from "../../language/own-value.ts";
import { answersInWords, readAnswers } from "../answers.ts";
import { BadInput, NotAllowed, NotFound } from "../errors.ts";
import { changeVisit, goTo, leaveVisit, type RunDraft, setRun } from "../fold-draft.ts";
import { choiceLabel, stepOf } from "../labels.ts";
import { withMadeAnswers } from "../offered-answers.ts";
import { reasonWords, stepWord, type Word } from "../sentence.ts";
import type { Happened } from "../state.ts";
import { choiceLeadsTo, type Led } from "../transitions.ts";
import type { Person, Proposal, SaidAnswers, Visit } from "../visits.ts";
import { type ActContext, type EventSentence, type Slice, visitOfAct } from "./slice.ts";

export type ChoiceAct =
  | {
      readonly kind: "choose";
      readonly visit: string;
      readonly choice: string;
      readonly reason?: string;
      readonly answers?: Answers;
    }
  /** What was proposed at this visit counts from here on. `proposal` is the index of its "proposed" in the log. */
  | { readonly kind: "confirm"; readonly visit: string; readonly proposal: number }
  | { readonly kind: "withdrawProposal"; readonly visit: string; readonly proposal: number };

export type ChoiceEvent =
  | ({
      readonly kind: "chosen";
      /** Whose proposal was confirmed with it. */
      readonly proposedBy?: Person;
      readonly visit: string;
      /** The choice states that the change is rolled out. */
      readonly marks?: "change";
      readonly led: Led;
    } & Picked)
  /** Picked, but it counts only once somebody has confirmed it. */
  | ({ readonly kind: "proposed"; readonly visit: string } & Picked & Pick<Proposal, "needs">)
  | { readonly kind: "withdrew"; readonly visit: string };

/** What a person picked, with what the choice asked for. */
interface Picked {
  readonly choice: string;
  /** Why another choice than the recommended one; null where nothing else was recommended. */
  readonly reason: string | null;
  readonly answers: Answers;
  readonly said: SaidAnswers;
}

/** The ways out of a step: who picked which, and who confirmed it where the flow asks for a second person. */
export const choicesSlice: Slice<ChoiceAct, ChoiceEvent> = {
  acts: {
    choose: { right: "drive", decide: choose },
    confirm: { right: "confirm", decide: confirm },
    withdrawProposal: {
      right: "drive",
      decide(asked) {
        const visit = visitOfAct(asked);
        open(visit, asked.act.proposal);
        return { kind: "withdrew", visit: visit.id };
      },
    },
  },
  events: {
    chosen: { wakes: true, fold: chosen, says: saidOfChosen },
    proposed: {
      fold: (draft, event) =>
        changeVisit(draft, event.visit, () => ({ proposal: { ...event, event: draft.index } })),
      says: (event, { flow }) => [` picked ${picked(flow, event)}${reasonWords(event.reason)}`],
    },
    withdrew: {
      fold: withdrew,
      says: saidOfWithdrew,
    },
  },
};

/**
 * The choice that the evidence of a visit recommends; undefined without one. A finding that this version of the flow does not
 * know is treated as "unclear".
 */
export function recommendedChoice(flow: Flow, visit: Visit): string | undefined {
  const choices = flow.steps[visit.step]?.choices ?? {};
  const finding = visit.evidence?.finding;
  if (finding === null || finding === undefined) return undefined;
  // That a change is rolled out only a person knows.
  if (ownValue(choices, finding)?.marks) return undefined;
  if (Object.hasOwn(choices, finding)) return finding;
  return Object.hasOwn(choices, "unclear") ? "unclear" : undefined;
}

/** What must be asked before this choice can be taken: a reason, answers, both or nothing. */
export function choiceAsks(flow: Flow, visit: Visit, name: string): ChoiceAsks {
  const advised = recommendedChoice(flow, visit);
  const { ask = {}, beside = false } = choiceIn(flow, visit, name) ?? {};
  return { reason: advised !== undefined && advised !== name && !beside, ask };
}

export interface ChoiceAsks {
  readonly reason: boolean;
  readonly ask: Fields;
}

type AskedTo<Kind extends string> = ActContext<Extract<ChoiceAct, { readonly kind: Kind }>>;
type Proposed = Extract<ChoiceEvent, { readonly kind: "proposed" }>;
type Withdrew = Extract<ChoiceEvent, { readonly kind: "withdrew" }>;
type Chosen = Extract<ChoiceEvent, { readonly kind: "chosen" }>;

/** A proposal where the flow asks for a second person, else the way it leads. */
function choose(asked: AskedTo<"choose">): ChoiceEvent {
  const { flow, act, fields } = asked;
  const visit = visitOfAct(asked);
  const choice = choiceIn(flow, visit, act.choice);
  if (!choice) throw new NotFound(`This step has no choice "${act.choice}".`);
  if (visit.state !== "deciding") throw new BadInput(notYet(visit));
  const asks = choiceAsks(flow, visit, act.choice);
  const reason = act.reason?.trim() ?? "";
  if (asks.reason && reason === "")
    throw new BadInput("Say why, so that others can follow the decision.", "reason");
  const told = readAnswers(fields, asks.ask, act.answers ?? {});
  const read = withMadeAnswers(fields, flow, visit, choice, told);
  const pick = { choice: act.choice, reason: reason === "" ? null : reason, ...read };
  return choice.confirm
    ? { kind: "proposed", visit: visit.id, ...pick, needs: choice.confirm }
    : counting(asked, visit, pick);
}

function notYet(visit: Visit): string {
  return visit.state === "asking"
    ? "This step needs its answers first. If you do not know them, skip it with a reason."
    : "Handrail is still looking. Wait for the evidence, or skip this step with a reason.";
}

function confirm(asked: AskedTo<"confirm">): ChoiceEvent {
  const visit = visitOfAct(asked);
  const proposal = open(visit, asked.act.proposal);
  const { needs, by: proposedBy, choice, reason, answers, said } = proposal;
  if (proposedBy === asked.by) throw new NotAllowed(ownProposal[needs]);
  if (!choiceIn(asked.flow, visit, choice))
    throw new BadInput("The runbook has no such choice any more: take it back, and pick another.");
  return { ...counting(asked, visit, { choice, reason, answers, said }), proposedBy };
}

/** Why nobody confirms what they proposed themselves. */
export const ownProposal: { readonly [Needs in Proposal["needs"]]: string } = {
  another: "Someone else must confirm it: that is what it waits for.",
  confirmer:
    "Someone else must confirm it: nobody confirms what they proposed themselves, also no confirmer. Ask another one, or take it back and let someone else propose it.",
};

function counting({ flow, run }: ActContext<unknown>, visit: Visit, pick: Picked): Chosen {
  const marks = choiceIn(flow, visit, pick.choice)?.marks;
  const led = choiceLeadsTo(flow, run, pick.choice);
  return { kind: "chosen", visit: visit.id, ...pick, ...(marks ? { marks } : {}), led };
}

const choiceIn = (flow: Flow, { step }: Visit, choice: string): Choice | undefined =>
  ownValue(flow.steps[step]?.choices ?? {}, choice);

/** Nobody confirms what they did not see. */
function open({ proposal }: Visit, seen: number): Proposal {
  if (!proposal) throw new BadInput("There is nothing to confirm here: it was taken back.");
  if (proposal.event !== seen)
    throw new BadInput("Something else was picked meanwhile. The step shows what waits now.");
  return proposal;
}

function chosen(draft: RunDraft, event: Happened<Chosen>): void {
  const { choice, reason, answers, said } = event;
  const told = Object.keys(said).length > 0 ? { said } : {};
  const proposed = event.proposedBy === undefined ? {} : { proposedBy: event.proposedBy };
  leaveVisit(draft, event, { how: "chosen", choice, reason, ...told, ...proposed });
  const { facts, said: before } = draft.is;
  setRun(draft, { facts: { ...facts, ...answers }, said: { ...before, ...said } });
  if (event.marks === "change") draft.changes.push(event.at);
  goTo(draft, event.led, event);
}

function saidOfChosen(event: Happened<Chosen>, { flow }: { readonly flow: Flow }) {
  const [what, why] = [picked(flow, event), reasonWords(event.reason)];
  if (event.proposedBy === undefined) return [` chose ${what}${why}`];
  return [` confirmed ${what}, which `, { person: event.proposedBy }, ` had picked${why}`];
}

/** What was picked where, and what the choice asked, as it was answered. */
function picked(flow: Flow, { visit, choice, said }: Picked & { readonly visit: string }): string {
  const words = answersInWords(said);
  const told = words.length === 0 ? "" : ` (${words.join("; ")})`;
  return `“${choiceLabel(flow, stepOf(visit), choice)}” at ${stepWord(flow, visit)}${told}`;
}

function withdrew(draft: RunDraft, { visit, by, at }: Happened<Withdrew>) {
  changeVisit(draft, visit, ({ proposal }) => ({
    proposal: undefined,
    ...(proposal && { withdrawn: { choice: proposal.choice, proposedBy: proposal.by, by, at } }),
  }));
}

function saidOfWithdrew({ visit, by }: Happened<Withdrew>, { flow, run, index }: EventSentence) {
  const proposed = run.log
    .slice(0, index)
    .findLast((one): one is Happened<Proposed> => one.kind === "proposed");
  if (proposed === undefined) return [` took back what was picked at ${stepWord(flow, visit)}`];
  const label = `“${choiceLabel(flow, stepOf(visit), proposed.choice)}”`;
  return [" ", ...refusedOrNot(label, by, proposed.by), ` at ${stepWord(flow, visit)}`];
}

/** A proposer takes back what anybody else refuses: "took back “Fix it”", "refused “Fix it”, which @ana had picked,". */
export const refusedOrNot = (label: string, by: Person, of: Person): readonly Word[] =>
  by === of ? [`took back ${label}`] : [`refused ${label}, which `, { person: of }, " had picked,"];
