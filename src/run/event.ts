import type { Answers } from "#language";
import { ownValue } from "../language/own-value.ts";
import { type ChoiceEvent, choicesSlice } from "./slices/choices.ts";
import { type FollowUpEvent, followUpsSlice } from "./slices/follow-ups.ts";
import { type LookEvent, looksSlice } from "./slices/looks.ts";
import { type NoteEvent, notesSlice } from "./slices/notes.ts";
import { type PeopleEvent, peopleSlice } from "./slices/people.ts";
import { type PlaceEvent, placeSlice } from "./slices/place.ts";
import { type PostmortemEvent, postmortemSlice } from "./slices/postmortem.ts";
import { type RestEvent, restsSlice } from "./slices/rests.ts";
import type { EventRule } from "./slices/slice.ts";
import { type StepEvent, stepsSlice } from "./slices/steps.ts";
import { type StrikeEvent, strikesSlice } from "./slices/strikes.ts";
import { type TakingBackEvent, takingBackSlice } from "./slices/taking-back.ts";
import { type TroubleEvent, troublesSlice } from "./slices/troubles.ts";
import { type WatchEvent, watchesSlice } from "./slices/watches.ts";
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
export const eventRules: {
  readonly [Kind in Happening["kind"]]: EventRule<Happening & { readonly kind: Kind }>;
} = {
  ...stepsSlice.events,
  ...choicesSlice.events,
  ...looksSlice.events,
  ...watchesSlice.events,
  ...restsSlice.events,
  ...notesSlice.events,
  ...peopleSlice.events,
  ...placeSlice.events,
  ...followUpsSlice.events,
  ...postmortemSlice.events,
  ...takingBackSlice.events,
  ...troublesSlice.events,
  ...strikesSlice.events,
};

/** The rule of an event; undefined for one that only a newer version of Handrail knows. */
export const ruleOf = ({ kind }: RunEvent): EventRule<Happening> | undefined =>
  ownValue<EventRule<Happening>>(eventRules, kind);

export function answersIn(event: RunEvent): Answers {
  if (event.kind === "started") return event.facts;
  return event.kind === "answered" || event.kind === "chosen" ? event.answers : {};
}
