import type { Happening } from "./event.ts";
import { type ChoiceAct, choices } from "./slices/choices.ts";
import { type FollowUpAct, followUps } from "./slices/follow-ups.ts";
import { type LookAct, looks } from "./slices/looks.ts";
import { type NoteAct, notes } from "./slices/notes.ts";
import { type PeopleAct, people } from "./slices/people.ts";
import { type PlaceAct, place } from "./slices/place.ts";
import { type PostmortemAct, postmortem } from "./slices/postmortem.ts";
import { type RestAct, rests } from "./slices/rests.ts";
import type { ActRule } from "./slices/slice.ts";
import { type StepAct, steps } from "./slices/steps.ts";
import { type TakingBackAct, takingBack } from "./slices/taking-back.ts";
import { type TroubleAct, troubles } from "./slices/troubles.ts";
import { type WatchAct, watches } from "./slices/watches.ts";

/** What a responder wants done to a run. Acts that belong to a visit are refused once that visit is over. */
export type Act =
  | StepAct
  | ChoiceAct
  | LookAct
  | WatchAct
  | RestAct
  | NoteAct
  | PeopleAct
  | PlaceAct
  | FollowUpAct
  | PostmortemAct
  | TakingBackAct
  | TroubleAct;

/** The rule of each act; what no slice has does not compile. */
export const acts: {
  readonly [Kind in Act["kind"]]: ActRule<Act & { readonly kind: Kind }, Happening>;
} = {
  ...steps.acts,
  ...choices.acts,
  ...looks.acts,
  ...watches.acts,
  ...rests.acts,
  ...notes.acts,
  ...people.acts,
  ...place.acts,
  ...followUps.acts,
  ...postmortem.acts,
  ...takingBack.acts,
  ...troubles.acts,
};
