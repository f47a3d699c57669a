import type { Happening } from "./event.ts";
import { type ChoiceAct, choicesSlice } from "./slices/choices.ts";
import { type FollowUpAct, followUpsSlice } from "./slices/follow-ups.ts";
import { type LookAct, looksSlice } from "./slices/looks.ts";
import { type NoteAct, notesSlice } from "./slices/notes.ts";
import { type PeopleAct, peopleSlice } from "./slices/people.ts";
import { type PlaceAct, placeSlice } from "./slices/place.ts";
import { type PostmortemAct, postmortemSlice } from "./slices/postmortem.ts";
import { type RestAct, restsSlice } from "./slices/rests.ts";
import type { ActRule } from "./slices/slice.ts";
import { type StepAct, stepsSlice } from "./slices/steps.ts";
import { type TakingBackAct, takingBackSlice } from "./slices/taking-back.ts";
import { type TroubleAct, troublesSlice } from "./slices/troubles.ts";
import { type WatchAct, watchesSlice } from "./slices/watches.ts";

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
export const actRules: {
  readonly [Kind in Act["kind"]]: ActRule<Act & { readonly kind: Kind }, Happening>;
} = {
  ...stepsSlice.acts,
  ...choicesSlice.acts,
  ...looksSlice.acts,
  ...watchesSlice.acts,
  ...restsSlice.acts,
  ...notesSlice.acts,
  ...peopleSlice.acts,
  ...placeSlice.acts,
  ...followUpsSlice.acts,
  ...postmortemSlice.acts,
  ...takingBackSlice.acts,
  ...troublesSlice.acts,
};
