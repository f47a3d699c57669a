import type { FieldKinds } from "#language";
import type { Person } from "../../../run/visits.ts";

/** What the forms need to know beside the run. */
export interface FormParts {
  /** What each kind of question takes. */
  readonly fields: FieldKinds;
  /** Titles of the postmortem's sections that the team's template leaves to people; none when absent. */
  readonly own?: readonly string[];
  /** Who fills the form in: the first to be offered where somebody is picked. */
  readonly by?: Person;
  /** Names for texts that people edit, where mentions mean nothing. */
  readonly names?: { readonly [person: string]: string };
}
