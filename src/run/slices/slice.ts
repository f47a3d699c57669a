import type { FieldKinds, Flow } from "#language";
import { BadInput, StaleVisit } from "../errors.ts";
import type { RunDraft } from "../fold-draft.ts";
import type { Word } from "../sentence.ts";
import type { Happened, RunState } from "../state.ts";
import { currentVisit, type Person, type Proposal, type Visit } from "../visits.ts";

/** A part of what can happen to a run: what people may do, what the log then has, and what that means. No slice knows another's acts. */
export interface Slice<Act extends Kinded, Event extends Kinded> {
  readonly acts: { readonly [Kind in Act["kind"]]: ActRule<Act & { kind: Kind }, Event> };
  readonly events: { readonly [Kind in Event["kind"]]: EventRule<Event & { kind: Kind }> };
}

interface Kinded {
  readonly kind: string;
}

/** Something that a responder may do. */
export interface ActRule<Act, Event> {
  readonly right: Right;
  /** A closed run lets it happen too. */
  readonly whenClosed?: true;
  /** It can be done where the flow's version is gone. */
  readonly withoutFlow?: true;
  /** What it takes back of what others did, which takes their right; absent where it takes nothing back. */
  takesBack?(run: RunState, act: Act): TakenAct | undefined;
  /** What it makes happen. Throws what the person who asked must be told; pure otherwise. */
  decide(asked: ActContext<Act>): Event;
}

/** Something that was done, and what doing it took. */
export interface TakenAct {
  readonly right: Right;
  /** Who had to confirm it, where somebody had to. */
  readonly needs?: Proposal["needs"];
}

/** What rules of permission speak of. */
export type Right = "start" | "drive" | "confirm" | "stop" | "publish" | "see";

export interface ActContext<Act> {
  /** The version that the run walks; for moveOn the one to go on with. */
  readonly flow: Flow;
  readonly run: RunState;
  readonly act: Act;
  readonly by: Person;
  readonly now: number;
  readonly fields: FieldKinds;
}

/** Something that the log tells. */
export interface EventRule<Event extends Kinded> {
  /** Changes the run; no flow is needed, for each event says where it led. Absent where nothing but the log changes. */
  fold?(draft: RunDraft, event: Happened<Event>): void;
  /** A sentence without the person at its beginning and the full stop at its end. */
  says(event: Happened<Event>, told: EventSentence): readonly Word[];
  /** It ends a rest. */
  readonly wakes?: true;
  /** It tells nobody where things stand: whoever catches up does without it. */
  readonly isMinor?: true;
}

export interface EventSentence {
  readonly flow: Flow;
  readonly run: RunState;
  /** Index of the event in the log. */
  readonly index: number;
}

/** The visit that an act belongs to, which is where the run stands. Throws StaleVisit. */
export function visitOfAct({
  run,
  act,
}: Pick<ActContext<{ readonly visit: string }>, "run" | "act">): Visit {
  const now = currentVisit(run);
  if (now.id === act.visit && now.state !== "over") return now;
  const past = run.visits.find(({ id }) => id === act.visit);
  throw new StaleVisit("This step is already decided.", past);
}

/** Words without the spaces around them. Throws BadInput for none. */
export function writtenText(text: string, field: string): string {
  const words = text.trim();
  if (words === "") throw new BadInput("Write a few words, so that others can follow.", field);
  return words;
}
