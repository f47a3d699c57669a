import type { Answers } from "#language";
import { own } from "../language/own.ts";
import { type ChoiceEvent, choices } from "./slices/choices.ts";
import { type FollowUpEvent, followUps } from "./slices/follow-ups.ts";
import { type LookEvent, looks } from "./slices/looks.ts";
import { type NoteEvent, notes } from "./slices/notes.ts";
import { type PeopleEvent, people } from "./slices/people.ts";
import { type PlaceEvent, place } from "./slices/place.ts";
import { type PostmortemEvent, postmortem } from "./slices/postmortem.ts";
import { type RestEvent, rests } from "./slices/rests.ts";
import type { EventRule } from "./slices/slice.ts";
import { type StepEvent, steps } from "./slices/steps.ts";
import { type StrikeEvent, strikes } from "./slices/strikes.ts";
import { type TakingBackEvent, takingBack } from "./slices/taking-back.ts";
import { type TroubleEvent, troubles } from "./slices/troubles.ts";
import { type WatchEvent, watches } from "./slices/watches.ts";
import type { Happened } from "./state.ts";

/** One immutable record in a run's log. */
export type RunEvent = Happened<Happening>;

/** What happened. A `visit` names the visit of a step that it belongs to: "retest#2". */
export type Happening =
  | StepEvent
  | ChoiceEvent
  | LookEvent
  | WatchEvent
  | RestEvent
  | NoteEvent
  | PeopleEvent
  | PlaceEvent
  | FollowUpEvent
  | PostmortemEvent
  | TakingBackEvent
  | TroubleEvent
  | StrikeEvent;

/** The rule of each event; what no slice has does not compile. */
export const events: {
  readonly [Kind in Happening["kind"]]: EventRule<Happening & { readonly kind: Kind }>;
} = {
  ...steps.events,
  ...choices.events,
  ...looks.events,
  ...watches.events,
  ...rests.events,
  ...notes.events,
  ...people.events,
  ...place.events,
  ...followUps.events,
  ...postmortem.events,
  ...takingBack.events,
  ...troubles.events,
  ...strikes.events,
};

/** The rule of an event; undefined for one that only a newer version of Handrail knows. */
export const ruleOf = ({ kind }: RunEvent): EventRule<Happening> | undefined =>
  own<EventRule<Happening>>(events, kind);

/** The answers that an event brings. */
export function answersIn(event: RunEvent): Answers {
  if (event.kind === "started") return event.facts;
  return event.kind === "answered" || event.kind === "chosen" ? event.answers : {};
}
